using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Plan;

/// <summary>What a row of the answer is made of.</summary>
/// <param name="Context">What stands in parentheses behind the set in the context URL.</param>
sealed record RowOutput(
    IReadOnlyList<OutputColumn> Columns, IReadOnlyList<OutputObject> Objects, IReadOnlyList<OutputCollection> Collections, string Context);

/// <summary>
/// Binds <c>$select</c> and <c>$expand</c>: which properties are answered, in which order, and what the context URL says of them.
/// Names come in the order asked for, each once; <c>*</c> stands for all declared ones; expanded objects come last.
/// </summary>
sealed class OutputPlanner(RowShape shape, BindingContext context, List<Transformation> steps, IReadOnlyDictionary<string, Expression> computed)
{
    readonly List<OutputColumn> _columns = [];
    readonly List<OutputObject> _objects = [];
    readonly List<OutputCollection> _collections = [];
    readonly List<string> _context = [];

    /// <param name="property">The ordinal of the one property addressed, or -1.</param>
    public RowOutput Plan(QuerySyntax query, int property)
    {
        if (property >= 0)
        {
            AddColumn(property);
            return new RowOutput(_columns, _objects, _collections, shape.Columns[property].Name);
        }

        var all = query.Select is not { Count: > 0 };
        var chosen = (query.Expand ?? []).Select(item => shape.Objects.FirstOrDefault(entity => item.Path is [var name] && name == entity.Name)).OfType<ShapeObject>().ToList();
        if (all)
            AddAll(except: chosen);
        foreach (var item in query.Select ?? [])
            Select(item);
        foreach (var item in query.Expand ?? [])
            Expand(item, query);
        AddObjects();

        // An entity's own properties, all of them and nothing else, need no list.
        var plain = all && IsWhole && _context.Count == 0;
        return new RowOutput(_columns, _objects, _collections, plain ? "" : ContextList(all));
    }

    /// <summary>The rows are entities with nothing added to them.</summary>
    bool IsWhole => shape.Schema is not null && computed.Count == 0 && shape.Visible.Count() == shape.Schema.Columns.Count;

    void AddAll(List<ShapeObject>? except = null)
    {
        foreach (var ordinal in shape.Visible.Where(ordinal => except?.Exists(entity => IsWithin(ordinal, entity)) != true))
            AddColumn(ordinal);
        foreach (var name in computed.Keys)
            AddComputed(name);
    }

    void Select(SelectSyntax item)
    {
        if (item.IsStar)
        {
            AddAll();
            return;
        }

        var name = string.Join('/', item.Path);
        if (item.Options is not null)
            throw FeedErrors.OptionNotSupported("A nested option in $select", $"{name} is a primitive property and takes none.");
        if (computed.ContainsKey(name))
            AddComputed(name);
        else if (shape.Find(name) is >= 0 and var ordinal)
            AddColumn(ordinal);
        else if (Within(name) is { Count: > 0 } within)
            within.ForEach(AddColumn);
        else
            throw FeedErrors.UnknownProperty(name, shape.Set, item.Position, shape.Columns.Select(column => column.Name).Concat(computed.Keys));
    }

    /// <summary>The columns of an object: those of a joined entity, or those the rows were grouped by.</summary>
    List<int> Within(string name) =>
        [.. shape.Visible.Where(column => shape.Columns[column].Name.StartsWith(name + "/", StringComparison.Ordinal))];

    bool IsWithin(int ordinal, ShapeObject entity) => shape.Columns[ordinal].Name.StartsWith(entity.Name + "/", StringComparison.Ordinal);

    void Expand(ExpandSyntax item, QuerySyntax query)
    {
        var navigations = shape.Schema?.Navigations ?? [];
        if (item.Path is ["*"])
        {
            foreach (var each in navigations.Select(navigation => navigation.Name).Concat(shape.Objects.Select(entity => entity.Name)))
                Expand(item with { Path = [each] }, query);
            return;
        }

        if (shape.Objects.FirstOrDefault(entity => item.Path is [var name] && name == entity.Name) is { } joined)
        {
            ExpandJoined(item, joined);
            return;
        }

        var navigation = navigations.FirstOrDefault(navigation => item.Path is [var name] && navigation.Name == name)
            ?? throw FeedErrors.UnknownProperty(
                string.Join('/', item.Path), shape.Set, item.Position, navigations.Select(navigation => navigation.Name).Concat(shape.Objects.Select(entity => entity.Name)));
        if (item.Suffix != ExpandSuffix.None)
            throw FeedErrors.OptionNotSupported($"$expand={navigation.Name}/${item.Suffix.ToString().ToLowerInvariant()}", $"Expand {navigation.Name} itself.");
        var target = context.Model.Find(navigation.Target)!;
        var selected = ExpandOptions.Selected(item, target);
        var present = shape.Relate(navigation, target, target.Key[0], steps);
        _objects.Add(new OutputObject(navigation.Name, present));
        foreach (var ordinal in selected)
            AddColumn(shape.Relate(navigation, target, ordinal, steps));

        // Excel and Power BI refuse a context with empty parentheses behind an expanded property; where all is answered, 4.0 lists none.
        if (query.Select is { Count: > 0 } || item.Options?.Select is { Count: > 0 })
            _context.Add(navigation.Name + (item.Options?.Select is { Count: > 0 } ? $"({string.Join(',', selected.Select(ordinal => target.Columns[ordinal].Name))})" : ""));
    }

    /// <summary>A joined entity is part of the rows already; expanding it says which of its properties are answered.</summary>
    void ExpandJoined(ExpandSyntax item, ShapeObject entity)
    {
        if (item.Suffix != ExpandSuffix.None || (item.Options is { } options && $"{options}" != $"{QuerySyntax.Empty with { Select = options.Select }}"))
            throw FeedErrors.OptionNotSupported($"$expand={item}", $"Of {entity.Name}, which $apply made, $expand takes $select alone.");
        if (item.Options?.Select is not { Count: > 0 } selects || selects.Any(select => select.IsStar))
        {
            Within(entity.Name).ForEach(AddColumn);
            return;
        }

        foreach (var select in selects)
            Select(select with { Path = [entity.Name, .. select.Path] });
    }

    /// <summary>The joined entities of which anything is answered.</summary>
    void AddObjects()
    {
        foreach (var entity in shape.Objects)
        {
            var answered = _columns.Where(column => column.Name.StartsWith(entity.Name + "/", StringComparison.Ordinal)).Select(column => column.Name[(entity.Name.Length + 1)..]).ToList();
            if (answered.Count == 0)
                continue;
            var whole = answered.Count == entity.Target.Columns.Count && answered.TrueForAll(name => entity.Target.Find(name) >= 0);
            _objects.Add(new OutputObject(entity.Name, shape.Find(entity.Present))
            {
                Set = entity.Target.Name,
                Context = $"{entity.Target.Name}{(whole ? "" : $"({string.Join(',', answered)})")}/$entity",
            });
        }
    }

    void AddColumn(int ordinal)
    {
        var column = shape.Columns[ordinal];
        if (column.Members is not null)
            AddCollection(column, ordinal);
        else if (!_columns.Exists(known => known.Name == column.Name))
            Insert(new OutputColumn(column.Name, column.Type, ordinal) { Declared = IsDeclared(column) });
    }

    void AddCollection(ShapeColumn column, int ordinal)
    {
        if (_collections.Exists(known => known.Name == column.Name))
            return;
        var members = new OutputPlanner(column.Members!, context, [], new Dictionary<string, Expression>()).Plan(QuerySyntax.Empty, -1);
        _collections.Add(new OutputCollection(column.Name, ordinal, new QueryPlan
        {
            Set = context.Model.Find(shape.Set)!,
            Kind = ResourceKind.Collection,
            Select = members.Columns,
            Objects = members.Objects,
            Collections = members.Collections,
            ContextSelect = members.Context,
            AreEntities = column.Members!.Schema is not null,
        }));
    }

    void AddComputed(string name)
    {
        var expression = computed[name];
        if (!_columns.Exists(known => known.Name == name))
            Insert(new OutputColumn(name, ApplyPlanner.Known(expression.Type), -1, expression) { Declared = false });
    }

    /// <summary>Whether <c>$metadata</c> says that the set, or what a navigation property of it leads to, has such a property.</summary>
    bool IsDeclared(ShapeColumn column)
    {
        var set = context.Model.Find(shape.Set)!;
        var (first, last) = column.Name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            ? (column.Name[..slash], column.Name[(slash + 1)..])
            : ("", column.Name);
        var type = first.Length == 0
            ? set
            : shape.Objects.FirstOrDefault(entity => entity.Name == first)?.Target
                ?? (set.Navigations.FirstOrDefault(navigation => navigation.Name == first) is { } navigation ? context.Model.Find(navigation.Target) : null);
        return type?.Find(last) is >= 0 and var ordinal && EdmTypes.Of(type.Columns[ordinal].Type) == column.Type;
    }

    /// <summary>Properties of one object stand together, where the first of them stands.</summary>
    void Insert(OutputColumn column)
    {
        var slash = column.Name.IndexOf('/', StringComparison.Ordinal);
        var last = slash < 0 ? -1 : _columns.FindLastIndex(known => known.Name.StartsWith(column.Name[..(slash + 1)], StringComparison.Ordinal));
        _columns.Insert(last < 0 ? _columns.Count : last + 1, column);
    }

    string ContextList(bool all)
    {
        var expanded = _objects.Select(entry => entry.Name + "/").ToList();
        var own = _columns.Where(column => !expanded.Exists(prefix => column.Name.StartsWith(prefix, StringComparison.Ordinal)));
        var names = all && IsWhole ? [] : Nested(own);
        return string.Join(',', names.Concat(_context).Concat(shape.Objects.Select(entity => entity.Name).Intersect(_objects.Select(entry => entry.Name))).Concat(_collections.Select(collection => collection.Name)));
    }

    /// <summary>Names, those within an object in parentheses behind it.</summary>
    static IEnumerable<string> Nested(IEnumerable<OutputColumn> columns) => columns
        .GroupBy(column => column.Name.Split('/')[0])
        .Select(group => group.First().Name.Contains('/', StringComparison.Ordinal)
            ? $"{group.Key}({string.Join(',', group.Select(column => column.Name[(group.Key.Length + 1)..]))})"
            : group.Key);
}
