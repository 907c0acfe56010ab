using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Plan;

/// <summary>
/// Binds <c>$select</c> and <c>$expand</c>: which properties are answered, in which order, and what the context URL says of them.
/// Names come in the order asked for, each once; <c>*</c> stands for all declared ones; expanded objects come last.
/// </summary>
sealed class OutputPlanner(RowShape shape, BindingContext context, List<Transformation> steps, IReadOnlyDictionary<string, Expression> computed)
{
    readonly List<OutputColumn> _columns = [];
    readonly List<OutputObject> _objects = [];
    readonly List<string> _context = [];

    /// <param name="property">The ordinal of the one property addressed, or -1.</param>
    public (IReadOnlyList<OutputColumn> Columns, IReadOnlyList<OutputObject> Objects, string Context) Plan(QuerySyntax query, int property)
    {
        if (property >= 0)
        {
            AddColumn(property);
            return (_columns, _objects, shape.Columns[property].Name);
        }

        var all = query.Select is not { Count: > 0 };
        if (all)
            AddAll();
        foreach (var item in query.Select ?? [])
            Select(item);
        foreach (var item in query.Expand ?? [])
            Expand(item, query);

        // An entity's own properties, all of them and nothing else, need no list.
        var plain = all && shape.Schema is not null && _context.Count == 0 && computed.Count == 0 && shape.Visible.Count() == shape.Schema.Columns.Count;
        return (_columns, _objects, plain ? "" : ContextList(all));
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

        var name = string.Join('/', item.Path);
        if (item.Options is not null)
            throw FeedErrors.OptionNotSupported("A nested option in $select", $"{name} is a primitive property and takes none.");
        if (computed.ContainsKey(name))
            AddComputed(name);
        else if (shape.Find(name) is >= 0 and var ordinal)
            AddColumn(ordinal);
        else if (shape.Schema is null && shape.Visible.Where(column => shape.Columns[column].Name.StartsWith(name + "/", StringComparison.Ordinal)).ToList() is { Count: > 0 } within)
            within.ForEach(AddColumn);
        else if (shape.Schema?.Navigations.Any(navigation => navigation.Name == name) is true)
            AddLink(name);
        else
            throw FeedErrors.UnknownProperty(name, shape.Set, item.Position, shape.Columns.Select(column => column.Name).Concat(computed.Keys));
    }

    /// <summary>A navigation property in <c>$select</c> asks for its link (OData 4.01 part 2 §5.1.4), which full metadata has anyway.</summary>
    void AddLink(string navigation)
    {
        if (!_context.Contains(navigation))
            _context.Add(navigation);
    }

    void Expand(ExpandSyntax item, QuerySyntax query)
    {
        var navigations = shape.Schema?.Navigations ?? [];
        if (item.Path is ["*"])
        {
            foreach (var each in navigations)
                Expand(item with { Path = [each.Name] }, query);
            return;
        }

        var navigation = navigations.FirstOrDefault(navigation => item.Path is [var name] && navigation.Name == name)
            ?? throw FeedErrors.UnknownProperty(string.Join('/', item.Path), shape.Set, item.Position, navigations.Select(navigation => navigation.Name));
        if (item.Suffix != ExpandSuffix.None)
            throw FeedErrors.OptionNotSupported($"$expand={navigation.Name}/${item.Suffix.ToString().ToLowerInvariant()}", $"Expand {navigation.Name} itself.");
        var target = context.Model.Find(navigation.Target)!;
        var selected = ExpandOptions.Selected(item, target);
        var present = shape.Relate(navigation, target, target.Key[0], steps);
        _objects.Add(new OutputObject(navigation.Name, present));
        foreach (var ordinal in selected)
            AddColumn(shape.Relate(navigation, target, ordinal, steps));

        // Excel and Power BI refuse a context with empty parentheses behind an expanded property; where all is answered, 4.0 lists none.
        _context.Remove(navigation.Name);
        if (query.Select is { Count: > 0 } || item.Options?.Select is { Count: > 0 })
            _context.Add(navigation.Name + (item.Options?.Select is { Count: > 0 } ? $"({string.Join(',', selected.Select(ordinal => target.Columns[ordinal].Name))})" : ""));
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

    string ContextList(bool all)
    {
        var expanded = _objects.Select(entry => entry.Name + "/").ToList();
        var own = _columns.Where(column => !expanded.Exists(prefix => column.Name.StartsWith(prefix, StringComparison.Ordinal)));
        var names = all && shape.Schema is not null && computed.Count == 0 && shape.Visible.Count() == shape.Schema.Columns.Count ? [] : Nested(own);
        return string.Join(',', names.Concat(_context));
    }

    /// <summary>Names, those within an object in parentheses behind it.</summary>
    static IEnumerable<string> Nested(IEnumerable<OutputColumn> columns) => columns
        .GroupBy(column => column.Name.Split('/')[0])
        .Select(group => group.First().Name.Contains('/', StringComparison.Ordinal)
            ? $"{group.Key}({string.Join(',', group.Select(column => column.Name[(group.Key.Length + 1)..]))})"
            : group.Key);
}
