using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>Puts rows in the order of <c>$orderby</c>; rows that agree stay in key order, so that paging is stable.</summary>
static class RowSorter
{
    public static int[] Sort(Table table, IReadOnlyList<Ordering> orderings, ReadOnlySpan<int> rows, ExecutionBudget budget)
    {
        var keys = new List<SortKey>(orderings.Count);
        foreach (var ordering in orderings)
        {
            keys.Add(ordering.Expression is ColumnReference reference
                ? new SortKey(table.Columns[reference.Ordinal], ordering.Descending)
                : Computed(table, ordering, rows, budget));
        }

        budget.Spend((long)rows.Length * orderings.Count);
        return RowOrder.Sort(keys, rows, budget.Cancellation);
    }

    /// <summary>Evaluates an expression for the rows; the codes of its values sort as the values do.</summary>
    static SortKey Computed(Table table, Ordering ordering, ReadOnlySpan<int> rows, ExecutionBudget budget) =>
        new(Scattered.Of(table, ordering.Expression, rows, budget), ordering.Descending);
}
