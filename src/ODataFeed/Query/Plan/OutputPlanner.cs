using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Plan;

/// <summary>
/// Binds <c>$select</c> and <c>$expand</c>: which properties are answered, in which order, and what the context URL says of them.
/// Names come in the order asked for, each once; <c>*</c> stands for all declared ones; expanded objects come last.
/// </summary>
sealed class OutputPlanner(RowShape shape, BindingContext context, List<Transformation> steps, IReadOnlyDictionary<string, Expression> computed)
{
    readonly List<OutputColumn> _columns = [];
    readonly List<string> _links = [];

    /// <summary>Puts what is to be answered into a plan.</summary>
    /// <param name="property">The ordinal of the one property addressed, or -1.</param>
    public QueryPlan Complete(QueryPlan plan, QuerySyntax query, int property)
    {
        if (property >= 0)
        {
            AddColumn(property);
            return plan with { Select = _columns };
        }

        var all = query.Select is not { Count: > 0 };
        if (all)
            AddAll();
        foreach (var item in query.Select ?? [])
            Select(item);

        // An entity's own properties, all of them and nothing else, need no list.
        var plain = all && shape.Schema is not null && computed.Count == 0 && shape.Visible.Count() == shape.Schema.Columns.Count;
        var own = plain ? [] : Nested(_columns).Concat(_links).ToList();
        var expansions = new ExpandPlanner(shape, context, steps).Plan(query.Expand ?? []);
        _columns.AddRange(expansions.SelectMany(expansion => expansion.Columns));

        // References are not listed (OData part 1 §10.9).
        var objects = expansions.Where(expansion => expansion.Object is not null).ToList();
        return plan with
        {
            Select = _columns,
            Objects = [.. objects.Select(expansion => expansion.Object!)],
            Links = _links,
            Context = new(List(own, objects.Select(expansion => V40(expansion, selects: !all))), List(own, objects.Select(V401))),
        };
    }

    void AddAll()
    {
        foreach (var ordinal in shape.Visible)
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

        var path = item.Path.SkipWhile(segment => shape.Schema is not null && segment == FeedModel.TypeName(shape.Schema));
        var name = string.Join('/', path);
        if (item.Options is not null)
            throw FeedErrors.SelectOptionNotAllowed(name);
        if (computed.ContainsKey(name))
            AddComputed(name);
        else if (shape.Find(name) is >= 0 and var ordinal && !shape.Columns[ordinal].Hidden)
            AddColumn(ordinal);
        else if (shape.Schema?.Navigation(name) is not null)
            _links.Add(name);
        else if (shape.Schema is null && shape.Visible.Where(column => shape.Columns[column].Name.StartsWith(name + "/", StringComparison.Ordinal)).ToList() is { Count: > 0 } within)
            within.ForEach(AddColumn);
        else
            throw FeedErrors.UnknownProperty(name, shape.Set, item.Position, shape.Visible.Select(column => shape.Columns[column].Name).Concat(computed.Keys));
    }

    void AddColumn(int ordinal)
    {
        var column = shape.Columns[ordinal];
        if (!_columns.Exists(known => known.Name == column.Name))
            Insert(new OutputColumn(column.Name, column.Type, ordinal));
    }

    void AddComputed(string name)
    {
        var expression = computed[name];
        if (!_columns.Exists(known => known.Name == name))
            Insert(new OutputColumn(name, ApplyPlanner.Known(expression.Type), -1, expression));
    }

    /// <summary>Properties of one object stand together, where the first of them stands.</summary>
    void Insert(OutputColumn column)
    {
        var slash = column.Name.IndexOf('/', StringComparison.Ordinal);
        var last = slash < 0 ? -1 : _columns.FindLastIndex(known => known.Name.StartsWith(column.Name[..(slash + 1)], StringComparison.Ordinal));
        _columns.Insert(last < 0 ? _columns.Count : last + 1, column);
    }

    static string List(IEnumerable<string> own, IEnumerable<string?> expanded) => string.Join(',', own.Concat(expanded.OfType<string>()).Distinct());

    static string? V40(Expansion expansion, bool selects) =>
        expansion.Selected is not null ? V401(expansion) : selects ? expansion.Name : null;

    static string V401(Expansion expansion) => $"{expansion.Name}({string.Join(',', expansion.Selected ?? [])})";

    /// <summary>Names, those within an object in parentheses behind it.</summary>
    static IEnumerable<string> Nested(IEnumerable<OutputColumn> columns) => columns
        .GroupBy(column => column.Name.Split('/')[0])
        .Select(group => group.First().Name.Contains('/', StringComparison.Ordinal)
            ? $"{group.Key}({string.Join(',', group.Select(column => column.Name[(group.Key.Length + 1)..]))})"
            : group.Key);
}
