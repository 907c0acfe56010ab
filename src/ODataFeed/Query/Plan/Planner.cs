using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Plan;

/// <summary>Makes a plan of a parsed request. Everything that can be refused is refused here.</summary>
sealed class Planner(FeedModel model, TimeProvider time)
{
    /// <summary>The plan for a resource path below the service root, and its query options.</summary>
    /// <exception cref="FeedException">The request does not fit the model, or asks for what is not supported.</exception>
    public QueryPlan Plan(PathSyntax path, QuerySyntax query)
    {
        var segments = path.Segments;
        var set = model.Find(segments[0].Name) ?? throw FeedErrors.UnknownResource(segments[0], model);
        var binder = new Binder(set, query.Aliases, time.GetUtcNow());
        var (kind, key, filter) = Resource(set, segments, binder);
        Refuse(query, kind);
        var select = Selected(set, query);
        return new QueryPlan
        {
            Set = set,
            Kind = kind,
            Key = key,
            Filter = And(filter, query.Filter is null ? null : binder.BindCondition(query.Filter, "$filter")),
            OrderBy = Orderings(binder, query.OrderBy ?? []),
            Skip = query.Skip ?? 0,
            Top = query.Top,
            Count = query.Count ?? false,
            Select = select ?? All(set),
            SelectsAll = select is null,
            UsesNow = binder.UsesNow,
        };
    }

    /// <summary>What the path addresses: the set, one of its entities, or their number.</summary>
    static (ResourceKind Kind, IReadOnlyList<Constant> Key, Expression? Filter) Resource(TableSchema set, IReadOnlyList<SegmentSyntax> segments, Binder binder)
    {
        IReadOnlyList<Constant> key = [];
        var kind = ResourceKind.Collection;
        if (segments[0].Key is { Count: > 0 } written)
            (kind, key) = (ResourceKind.Entity, Keys.Bind(set, written, binder));
        Expression? filter = null;
        foreach (var segment in segments.Skip(1))
        {
            (kind, filter) = (segment.Kind, kind) switch
            {
                (SegmentKind.Count, ResourceKind.Collection) => (ResourceKind.Count, filter),
                (SegmentKind.Filter, ResourceKind.Collection) => (kind, And(filter, binder.BindCondition(segment.Predicate!, "/$filter"))),
                _ => throw FeedErrors.UnsupportedSegment(set, segment),
            };
        }

        return (kind, key, filter);
    }

    static Expression? And(Expression? left, Expression? right) =>
        left is null ? right : right is null ? left : new Logic(true, [left, right]);

    /// <summary>Options that do not go with the resource are errors; those this service does not have are answered with 501.</summary>
    static void Refuse(QuerySyntax query, ResourceKind kind)
    {
        (string Name, bool Given, bool Allowed)[] options =
        [
            ("$filter", query.Filter is not null, kind != ResourceKind.Entity),
            ("$orderby", query.OrderBy is not null, kind == ResourceKind.Collection),
            ("$top", query.Top is not null, kind == ResourceKind.Collection),
            ("$skip", query.Skip is not null, kind == ResourceKind.Collection),
            ("$count", query.Count is not null, kind == ResourceKind.Collection),
            ("$skiptoken", query.SkipToken is not null, kind == ResourceKind.Collection),
            ("$select", query.Select is not null, kind != ResourceKind.Count),
            ("$levels", query.Levels is not null, false),
        ];
        foreach (var (name, given, allowed) in options)
        {
            if (given && !allowed)
                throw FeedErrors.OptionNotAllowed(name, kind);
        }

        (string Name, object? Value)[] missing =
        [
            ("$apply", query.Apply), ("$compute", query.Compute), ("$search", query.Search), ("$expand", query.Expand),
            ("$deltatoken", query.DeltaToken), ("$index", query.Index), ("$id", query.Id), ("$schemaversion", query.SchemaVersion),
        ];
        foreach (var (name, value) in missing)
        {
            if (value is not null)
                throw FeedErrors.OptionNotSupported(name, "This feed supports $filter, $select, $orderby, $top, $skip, $count and $format.");
        }
    }

    static List<Ordering> Orderings(Binder binder, IReadOnlyList<OrderBySyntax> items) =>
        [.. items.Select(item => new Ordering(binder.Bind(item.Expression), item.Descending)).Where(item => item.Expression is not Constant)];

    /// <summary>The selected properties in the order asked for, each once; null where all are.</summary>
    static List<OutputColumn>? Selected(TableSchema set, QuerySyntax query)
    {
        if (query.Select is not { Count: > 0 } items || items.Any(item => item.IsStar))
            return null;
        return [.. items.Select(item => Column(set, item)).Distinct()];
    }

    static OutputColumn Column(TableSchema set, SelectSyntax item)
    {
        if (item.Path is not [var name] || set.Find(name) is not (>= 0 and var ordinal))
            throw FeedErrors.UnknownProperty(string.Join('/', item.Path), set.Name, item.Position, set.Columns.Select(column => column.Name));
        if (item.Options is not null)
            throw FeedErrors.OptionNotSupported("A nested option in $select", $"{name} is a primitive property and takes none.");
        return Output(set, ordinal);
    }

    static List<OutputColumn> All(TableSchema set) => [.. Enumerable.Range(0, set.Columns.Count).Select(ordinal => Output(set, ordinal))];

    static OutputColumn Output(TableSchema set, int ordinal) =>
        new(set.Columns[ordinal].Name, EdmTypes.Of(set.Columns[ordinal].Type), ordinal);
}
