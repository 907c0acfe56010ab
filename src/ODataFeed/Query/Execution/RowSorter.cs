using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>Puts rows in the order of <c>$orderby</c>; rows that agree stay in key order, so that paging is stable.</summary>
static class RowSorter
{
    public static int[] Sort(Table table, IReadOnlyList<Ordering> orderings, ReadOnlySpan<int> rows, CancellationToken cancellation)
    {
        var keys = new List<SortKey>(orderings.Count);
        foreach (var ordering in orderings)
        {
            keys.Add(ordering.Expression is ColumnReference reference
                ? new SortKey(table.Columns[reference.Ordinal], ordering.Descending)
                : Computed(table, ordering, rows, cancellation));
        }

        cancellation.ThrowIfCancellationRequested();
        return RowOrder.Sort(keys, rows);
    }

    /// <summary>Evaluates an expression for the rows, and gives its values codes that sort as they do.</summary>
    static SortKey Computed(Table table, Ordering ordering, ReadOnlySpan<int> rows, CancellationToken cancellation)
    {
        var values = ComputedColumn.Of(table, ordering.Expression, rows, cancellation);
        var codes = Codes.Create(table.Count, values.MaxCode);
        for (var i = 0; i < rows.Length; i++)
            codes.Write(rows[i], [values.Codes[i]]);
        return new SortKey(codes, values.MaxCode, ordering.Descending);
    }
}
