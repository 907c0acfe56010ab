using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Plan;

/// <summary>
/// Makes a plan of a parsed request, in the order OData evaluates options (part 1 §11.2.1; Data Aggregation §3.1): <c>$apply</c>,
/// <c>$compute</c>, <c>$search</c>, <c>$filter</c>, <c>$orderby</c>, <c>$skip</c>, <c>$top</c>, <c>$expand</c>, <c>$select</c>.
/// Everything that can be refused is refused here.
/// </summary>
sealed class Planner(FeedModel model, TimeProvider time)
{
    /// <summary>The plan for a resource path below the service root, and its query options.</summary>
    /// <exception cref="FeedException">The request does not fit the model, or asks for what is not supported.</exception>
    public QueryPlan Plan(PathSyntax path, QuerySyntax query)
    {
        var context = new BindingContext(model, query.Aliases, time);
        var resource = Resource(path, context);
        OptionRules.Check(query, resource);
        var (shape, steps) = (resource.Shape, resource.Steps.ToList());
        if (query.Apply is not null)
            shape = new ApplyPlanner((current, lookups) => new Binder(current, context, lookups), context).Plan(query.Apply, shape, steps);
        var computed = Computed(query, shape, context, steps);
        var binder = new Binder(shape, context, steps, computed);
        if (query.Search is not null)
            steps.Add(new FilterRows(SearchBinder.Bind(query.Search, shape)));
        if (query.Filter is not null)
            steps.Add(new FilterRows(binder.BindCondition(query.Filter, "$filter")));
        var orderBy = Orderings(binder, query.OrderBy ?? []);
        var plan = new QueryPlan
        {
            Set = resource.Set,
            Kind = resource.Kind,
            Origin = resource.Origin,
            Key = resource.Key,
            Steps = steps,
            OrderBy = orderBy,
            Skip = query.Skip ?? 0,
            Top = query.Top,
            Count = query.Count ?? false,
            Select = [],
            AreEntities = shape.Schema is not null,
            Signature = QuerySignature.Of(path, query),
        };
        plan = new OutputPlanner(shape, context, steps, computed).Complete(plan, query, resource.Property);
        return plan with { UsesNow = context.UsesNow, Cost = context.Steps };
    }

    ResourcePath Resource(PathSyntax path, BindingContext context)
    {
        // Behind $entity stands the path that its $id came to.
        var byId = path.Segments[0].Kind == SegmentKind.Entity;
        var segments = byId ? [.. path.Segments.Skip(1)] : path.Segments;
        var set = model.Find(segments[0].Name) ?? throw FeedErrors.UnknownResource(segments[0], model);
        var resource = ResourcePath.Plan(set, segments, context);
        return !byId || resource.Kind == ResourceKind.Entity ? resource : throw FeedErrors.NoEntityId(string.Join('/', segments.Select(segment => segment.Text)));
    }

    /// <summary>The names of <c>$compute</c>; each may use those before it.</summary>
    static Dictionary<string, Expression> Computed(QuerySyntax query, RowShape shape, BindingContext context, List<Transformation> steps)
    {
        var computed = new Dictionary<string, Expression>(StringComparer.Ordinal);
        foreach (var item in query.Compute ?? [])
        {
            ApplyPlanner.Unused(shape, item.Name, item.Position);
            if (!computed.TryAdd(item.Name, new Binder(shape, context, steps, computed).Bind(item.Expression)))
                throw FeedErrors.NameTaken(item.Name, shape.Set, item.Position);
        }

        return computed;
    }

    static List<Ordering> Orderings(Binder binder, IReadOnlyList<OrderBySyntax> items) =>
        [.. items.Select(item => new Ordering(binder.Bind(item.Expression), item.Descending)).Where(item => item.Expression is not Constant)];
}
