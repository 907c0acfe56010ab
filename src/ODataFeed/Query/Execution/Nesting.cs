using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>Runs <c>nest</c>: one row whose cells are the results of transformations.</summary>
static class Nesting
{
    /// <summary>Each row is written once per collection it is in, however short the request that asks for it.</summary>
    const int WriteCost = 10;

    public static RowSet Run(NestRows nest, IReadOnlyList<RowSet> results, long version, ExecutionBudget budget)
    {
        budget.Spend(checked(results.Sum(result => (long)result.Rows.Count) * WriteCost));
        return new RowSet(new Table(nest.Nested.ToSchema(), [.. results.Select(result => CollectionColumn.Of(result, budget))], version, 1), new RowList(1));
    }
}
