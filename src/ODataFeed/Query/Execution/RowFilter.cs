using System.Runtime.InteropServices;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>Finds the rows for which a condition is true.</summary>
static class RowFilter
{
    /// <summary>The rows in key order.</summary>
    public static int[] Rows(Table table, Expression condition, CancellationToken cancellation)
    {
        var selector = new SelectorCompiler(table).Compile(condition);
        var rows = new List<int>();
        Span<bool> mask = stackalloc bool[Column.Chunk];
        Span<int> found = stackalloc int[Column.Chunk];
        for (var start = 0; start < table.Count; start += Column.Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            var chunk = mask[..Math.Min(Column.Chunk, table.Count - start)];
            chunk.Fill(true);
            selector.Narrow(start, chunk);
            rows.AddRange(found[..Collect(start, chunk, found)]);
        }

        return [.. CollectionsMarshal.AsSpan(rows)];
    }

    /// <summary>Every row is written, and the next one over it unless the row is marked: no branch to mispredict.</summary>
    static int Collect(int start, ReadOnlySpan<bool> mask, Span<int> found)
    {
        var count = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            found[count] = start + i;
            count += mask[i] ? 1 : 0;
        }

        return count;
    }
}
