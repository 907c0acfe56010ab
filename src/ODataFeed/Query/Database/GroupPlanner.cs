using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;

namespace ODataFeed.Query.Database;

/// <summary>
/// Lets the database group first, by all stored columns that the steps before, the grouping itself or its distinct values depend on. That
/// is finer than what was asked, so the steps run over those groups as if they were rows, and their figures add up to the aggregates.
/// </summary>
static class GroupPlanner
{
    /// <summary>The query for the finer groups; null where an aggregate cannot be put together from figures.</summary>
    public static GroupQuery? Plan(GroupRows group, IReadOnlyList<Transformation> perRow, RowQuery rows, Pushable pushable)
    {
        var partials = new List<Partial>();
        var by = new HashSet<int>(group.Levels.SelectMany(level => level));
        foreach (var aggregate in group.Aggregates)
        {
            if (aggregate.From.Count > 0)
                return null;
            if (Figures(aggregate, pushable) is { } figures)
                partials.AddRange(figures);
            else if (aggregate.Method is AggregateMethod.Min or AggregateMethod.Max or AggregateMethod.CountDistinct)
                by.UnionWith(Domain.References(aggregate.Value!).Select(reference => reference.Ordinal)); // a value that comes twice changes none of them
            else
                return null;
        }

        // One figure there must be, if only to know how many groups there are.
        if (partials.Count == 0)
            partials.Add(new Partial(PartialKind.Rows, -1));
        return Stored(by, perRow, rows.Columns) is { } stored ? new GroupQuery(rows, stored, [.. partials.Distinct()]) : null;
    }

    static IEnumerable<Partial>? Figures(Aggregate aggregate, Pushable pushable) => aggregate switch
    {
        { Method: AggregateMethod.Count } => [new Partial(PartialKind.Rows, -1)],
        { Value: ColumnReference { Type: not (EdmType.String or EdmType.Boolean) } column } when pushable.IsStored(column) => aggregate.Method switch
        {
            AggregateMethod.Min => [new Partial(PartialKind.Min, column.Ordinal)],
            AggregateMethod.Max => [new Partial(PartialKind.Max, column.Ordinal)],
            AggregateMethod.Sum or AggregateMethod.Average =>
                [new Partial(PartialKind.HighSum, column.Ordinal), new Partial(PartialKind.LowSum, column.Ordinal), new Partial(PartialKind.Values, column.Ordinal)],
            _ => null,
        },
        _ => null,
    };

    /// <summary>The stored columns that columns depend on, in order, with those that the steps themselves read.</summary>
    static List<int>? Stored(HashSet<int> ordinals, IReadOnlyList<Transformation> perRow, IReadOnlyList<int> readable)
    {
        // Computed and looked-up columns stand behind the stored ones; that their steps run at all needs what they read.
        foreach (var step in perRow)
        {
            switch (step)
            {
                case FilterRows filter:
                    ordinals.UnionWith(Domain.References(filter.Condition).Select(reference => reference.Ordinal));
                    break;
                case ComputeColumn compute:
                    ordinals.UnionWith(Domain.References(compute.Value).Select(reference => reference.Ordinal));
                    break;
                case RelateColumn relate:
                    ordinals.Add(relate.Own);
                    break;
                case DynamicColumn dynamic:
                    ordinals.Add(dynamic.Members);
                    break;
                case RootColumn:
                    break;
                default:
                    return null;
            }
        }

        return [.. ordinals.Where(readable.Contains).Order()];
    }
}
