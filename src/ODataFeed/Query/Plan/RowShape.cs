using ODataFeed.Snapshot;

namespace ODataFeed.Query.Plan;

/// <summary>One column of the rows at some point of a query. A name with slashes is a path: <c>Date/Year</c>.</summary>
/// <param name="Hidden">It was fetched for an expression and is no part of the answer unless asked for.</param>
sealed record ShapeColumn(string Name, EdmType Type, bool Nullable, bool Hidden = false)
{
    /// <summary>The rows of each cell, where the cells are collections.</summary>
    public RowShape? Members { get; init; }
}

/// <summary>An entity of another set within each row, its properties columns whose names begin with its own.</summary>
/// <param name="Present">The column that is null just where there is none.</param>
sealed record ShapeObject(string Name, string Present, TableSchema Target);

/// <summary>
/// The rows at some point of a query: which columns there are, in the order of the table's columns. Transformations make new shapes;
/// looking a path up may append a hidden column.
/// </summary>
sealed class RowShape
{
    readonly List<ShapeColumn> _columns;
    readonly List<ShapeObject> _objects = [];
    readonly Dictionary<string, int> _ordinals;

    public RowShape(string set, IEnumerable<ShapeColumn> columns, TableSchema? schema = null)
    {
        Set = set;
        Schema = schema;
        _columns = [.. columns];
        _ordinals = _columns.Select((column, ordinal) => (column.Name, ordinal)).ToDictionary(pair => pair.Name, pair => pair.ordinal, StringComparer.Ordinal);
    }

    /// <summary>The entity set the rows began as, for messages and context URLs.</summary>
    public string Set { get; }

    /// <summary>The entity set's schema while the rows still are its entities; null once they were aggregated.</summary>
    public TableSchema? Schema { get; }

    public IReadOnlyList<ShapeColumn> Columns => _columns;

    /// <summary>The entities that transformations put into the rows.</summary>
    public IReadOnlyList<ShapeObject> Objects => _objects;

    /// <summary>The columns of the answer where nothing is selected.</summary>
    public IEnumerable<int> Visible => Enumerable.Range(0, _columns.Count).Where(ordinal => !_columns[ordinal].Hidden);

    public static RowShape Of(TableSchema schema) =>
        new(schema.Name, schema.Columns.Select(column => new ShapeColumn(column.Name, EdmTypes.Of(column.Type), column.Nullable, Hidden: ReferenceEquals(column, DynamicProperties.Schema))), schema);

    /// <summary>The ordinal of a column, or -1.</summary>
    public int Find(string name) => _ordinals.GetValueOrDefault(name, -1);

    /// <summary>Appends a column and gives its ordinal.</summary>
    public int Append(ShapeColumn column)
    {
        _columns.Add(column);
        return _ordinals[column.Name] = _columns.Count - 1;
    }

    public void Append(ShapeObject entity) => _objects.Add(entity);

    /// <summary>Takes over the entities of the rows it is made of, as far as their columns are among its own.</summary>
    public void Keep(IEnumerable<ShapeObject> objects) =>
        _objects.AddRange(objects.Where(entity => Find(entity.Present) >= 0 && !_objects.Exists(known => known.Name == entity.Name)).DistinctBy(entity => entity.Name));

    /// <summary>The column of a target's property, fetched into a hidden one where it was not yet.</summary>
    public int Relate(NavigationSchema navigation, TableSchema target, int ordinal, List<Transformation> lookups)
    {
        var name = $"{navigation.Name}/{target.Columns[ordinal].Name}";
        if (Find(name) is >= 0 and var known)
            return known;
        lookups.Add(new RelateColumn(name, navigation.Column, target.Name, ordinal));
        return Append(new ShapeColumn(name, EdmTypes.Of(target.Columns[ordinal].Type), true, Hidden: true));
    }

    /// <summary>The ordinal of the column that holds the dynamic properties; -1 where the rows are no entities of an open type.</summary>
    public int Members => Schema is { IsOpen: true } ? Find(DynamicProperties.Column) : -1;

    /// <summary>
    /// The column of a dynamic property, fetched into a hidden one where it was not yet; -1 where rows can have none of that name. Whether
    /// any has it only the rows tell: a name that none has is null (OData part 2 §5.1.1.15).
    /// </summary>
    public int Dynamic(string name, List<Transformation> lookups)
    {
        if (Members < 0 || !DynamicProperties.IsName(name) || _objects.Exists(entity => entity.Name == name))
            return -1;
        if (Find(name) is >= 0 and var known)
            return known;
        lookups.Add(new DynamicColumn(name, Members));
        return Append(new ShapeColumn(name, EdmType.String, Nullable: true, Hidden: true));
    }

    /// <summary>The same columns, so that a branch of the query can append its own.</summary>
    public RowShape Copy()
    {
        var copy = new RowShape(Set, _columns, Schema);
        copy.Keep(_objects);
        return copy;
    }

    /// <summary>The columns as a schema, for tables of results; what is no longer an entity has no key.</summary>
    public TableSchema ToSchema() =>
        Schema ?? new(Set, "", "", [.. _columns.Select(column => new ColumnSchema(column.Name, EdmTypes.ColumnType(column.Type), true, ""))], []);
}
