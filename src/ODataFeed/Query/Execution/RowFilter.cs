using System.Runtime.InteropServices;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>Finds the rows for which a condition is true.</summary>
static class RowFilter
{
    /// <summary>Those of the rows for which the condition is true, in their order.</summary>
    public static int[] Rows(Table table, RowList rows, Expression condition, CancellationToken cancellation)
    {
        if (rows.IsRun && rows.Count == table.Count)
            return Rows(table, condition, cancellation);
        var evaluator = new ExpressionCompiler(table, rows.Count, cancellation).Condition(condition);
        var all = rows.ToArray();
        var found = new List<int>();
        for (var start = 0; start < all.Length; start += Column.Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            var chunk = all.AsSpan(start, Math.Min(Column.Chunk, all.Length - start));
            evaluator.Run(RowBatch.Of(chunk));
            for (var i = 0; i < chunk.Length; i++)
            {
                if (evaluator.Values[i] && !evaluator.Nulls[i])
                    found.Add(chunk[i]);
            }
        }

        return [.. CollectionsMarshal.AsSpan(found)];
    }

    /// <summary>The rows of the whole table, in key order.</summary>
    static int[] Rows(Table table, Expression condition, CancellationToken cancellation)
    {
        var parts = RowRanges.Run(table.Count, (first, end) => Rows(table, first, end, condition, cancellation));
        return parts is [var only] ? only : Joined(parts);
    }

    /// <summary>The rows of a range, with a selector of its own: one serves one thread.</summary>
    static int[] Rows(Table table, int first, int end, Expression condition, CancellationToken cancellation)
    {
        var selector = new SelectorCompiler(table, cancellation).Compile(condition);
        var rows = new List<int>();
        Span<bool> mask = stackalloc bool[Column.Chunk];
        Span<int> found = stackalloc int[Column.Chunk];
        for (var start = first; start < end; start += Column.Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            var chunk = mask[..Math.Min(Column.Chunk, end - start)];
            chunk.Fill(true);
            selector.Narrow(start, chunk);
            rows.AddRange(found[..Collect(start, chunk, found)]);
        }

        return [.. CollectionsMarshal.AsSpan(rows)];
    }

    static int[] Joined(int[][] parts)
    {
        var all = new int[parts.Sum(part => part.Length)];
        var length = 0;
        foreach (var part in parts)
        {
            part.CopyTo(all, length);
            length += part.Length;
        }

        return all;
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
