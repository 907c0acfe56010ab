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
    readonly List<OutputCollection> _collections = [];
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
            AddAll(except: [.. (query.Expand ?? []).Select(JoinedAt).OfType<ShapeObject>()]);
        foreach (var item in query.Select ?? [])
            Select(item);
        var dynamic = all || query.Select!.Any(item => item.IsStar) ? shape.Members : -1;

        var own = all && IsWhole ? [] : Nested(_columns.Where(column => !shape.Objects.Any(entity => IsWithin(column.Name, entity)))).Concat(_links).ToList();
        foreach (var item in query.Expand ?? [])
            ExpandJoined(item);
        var joined = Joined().ToList();
        var expansions = new ExpandPlanner(shape, context, steps).Plan([.. (query.Expand ?? []).Where(item => JoinedAt(item) is null)]);
        _columns.AddRange(expansions.SelectMany(expansion => expansion.Columns));

        // References are not listed (OData part 1 §10.9).
        var objects = expansions.Where(expansion => expansion.Object is not null).ToList();
        var made = joined.Select(entity => entity.Name).Concat(_collections.Select(collection => collection.Name)).ToList();
        return plan with
        {
            Select = _columns,
            Objects = [.. objects.Select(expansion => expansion.Object!), .. joined],
            Collections = _collections,
            Dynamic = dynamic,
            Links = _links,
            Context = new(List(own, objects.Select(expansion => V40(expansion, selects: !all)), made), List(own, objects.Select(V401), made.Select(name => $"{name}()"))),
        };
    }

    /// <summary>The rows are entities with nothing added to them.</summary>
    bool IsWhole => shape.Schema is not null && computed.Count == 0 && shape.Visible.Count() == shape.Schema.Properties.Count;

    void AddAll(List<ShapeObject>? except = null)
    {
        foreach (var ordinal in shape.Visible.Where(ordinal => except?.Exists(entity => IsWithin(shape.Columns[ordinal].Name, entity)) != true))
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
        else if (Within(name) is { Count: > 0 } within)
            within.ForEach(AddColumn);
        else if (shape.Dynamic(name, steps) is >= 0 and var dynamic)
            AddColumn(dynamic);
        else
            throw FeedErrors.UnknownProperty(name, shape.Set, item.Position, shape.Visible.Select(column => shape.Columns[column].Name).Concat(computed.Keys));
    }

    /// <summary>The columns of an object: those of a joined entity, or those the rows were grouped by.</summary>
    List<int> Within(string name) =>
        [.. shape.Visible.Where(column => shape.Columns[column].Name.StartsWith(name + "/", StringComparison.Ordinal))];

    static bool IsWithin(string column, ShapeObject entity) => column.StartsWith(entity.Name + "/", StringComparison.Ordinal);

    ShapeObject? JoinedAt(ExpandSyntax item) => item.Path is [var name] ? shape.Objects.FirstOrDefault(entity => entity.Name == name) : null;

    /// <summary>A joined entity is part of the rows already; expanding it says which of its properties are answered.</summary>
    void ExpandJoined(ExpandSyntax item)
    {
        if (item.Path is ["*"])
            shape.Objects.ToList().ForEach(each => Within(each.Name).ForEach(AddColumn));
        if (JoinedAt(item) is not { } entity)
            return;
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
    IEnumerable<OutputObject> Joined()
    {
        foreach (var entity in shape.Objects)
        {
            var answered = _columns.Where(column => IsWithin(column.Name, entity)).Select(column => column.Name[(entity.Name.Length + 1)..]).ToList();
            if (answered.Count == 0)
                continue;
            var whole = answered.Count == entity.Target.Columns.Count && answered.TrueForAll(name => entity.Target.Find(name) >= 0);
            var present = shape.Find(entity.Present);
            yield return new OutputObject(entity.Name, new OutputColumn(entity.Present, shape.Columns[present].Type, present), entity.Target)
            {
                Context = $"{entity.Target.Name}{(whole ? "" : $"({string.Join(',', answered)})")}/$entity",
            };
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
        var members = new QueryPlan { Set = context.Model.Find(shape.Set)!, Kind = ResourceKind.Collection, Select = [], AreEntities = column.Members!.Schema is not null };
        _collections.Add(new OutputCollection(
            column.Name, ordinal, new OutputPlanner(column.Members, context, [], new Dictionary<string, Expression>()).Complete(members, QuerySyntax.Empty, -1)));
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

    /// <summary>Own properties, expanded ones, and what transformations made of several values.</summary>
    static string List(IEnumerable<string> own, IEnumerable<string?> expanded, IEnumerable<string> made) =>
        string.Join(',', own.Concat(expanded.OfType<string>()).Concat(made).Distinct());

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
