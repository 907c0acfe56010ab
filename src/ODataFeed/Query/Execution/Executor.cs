using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>The rows that answer a plan, before paging: all that <c>$filter</c>, <c>$orderby</c>, <c>$skip</c> and <c>$top</c> leave.</summary>
/// <param name="Table">The table the rows are of.</param>
/// <param name="Rows">Rows matching the filter, in order; <c>$skip</c> and <c>$top</c> not yet applied.</param>
/// <param name="First">The place of the first row answered.</param>
/// <param name="End">The place behind the last row answered.</param>
sealed record QueryResult(QueryPlan Plan, Table Table, RowList Rows, int First, int End)
{
    /// <summary>What <c>$count=true</c> and <c>/$count</c> say.</summary>
    public long Count => Rows.Count;
}

/// <summary>Runs plans. Stateless: everything comes with the plan and the table.</summary>
static class Executor
{
    /// <exception cref="FeedException">No entity has the key; or a value made arithmetic fail.</exception>
    public static QueryResult Run(QueryPlan plan, Table table, CancellationToken cancellation)
    {
        if (plan.Kind == ResourceKind.Entity)
        {
            var row = KeyLookup.Find(table, plan.Key);
            return row < 0 ? throw FeedErrors.NoSuchEntity(plan) : new QueryResult(plan, table, new RowList([row]), 0, 1);
        }

        var rows = Rows(plan, table, cancellation);
        var first = (int)Math.Min(plan.Skip, rows.Count);
        var end = first + (int)Math.Min(plan.Top ?? long.MaxValue, rows.Count - first);
        return new QueryResult(plan, table, rows, first, end);
    }

    static RowList Rows(QueryPlan plan, Table table, CancellationToken cancellation)
    {
        if (plan.Filter is null && plan.OrderBy.Count == 0)
            return new RowList(table.Count);
        var rows = plan.Filter is null ? [.. Enumerable.Range(0, table.Count)] : RowFilter.Rows(table, plan.Filter, cancellation);
        return new RowList(plan.OrderBy.Count == 0 ? rows : RowSorter.Sort(table, plan.OrderBy, rows, cancellation));
    }
}
