using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>
/// How often each group has each value of a column. For columns of few values in few groups this is all that sums, averages, extremes and
/// distinct counts need: the rows are counted once, whatever is asked of them.
/// </summary>
/// <param name="rows">The rows; <c>rows[place]</c> belongs to group <c>ids[place]</c>.</param>
/// <param name="groups">The number of groups.</param>
sealed class CodeCounts(RowList rows, int[] ids, int groups)
{
    /// <summary>Half a megabyte of counts stays in the second-level cache.</summary>
    const ulong MostCounts = 1 << 17;

    readonly Dictionary<Column, int[]> _counts = [];

    /// <summary>An aggregate of a column, or null where counting is not the way to it.</summary>
    public Column? Of(AggregateMethod method, EdmType type, Column values) => (method, values) switch
    {
        _ when values.MaxCode >= Math.Min(MostCounts, (ulong)ids.Length) / (ulong)Math.Max(1, groups) => null,
        (AggregateMethod.Sum, NumberColumn numbers) => Sums(numbers) is var (sums, found) ? Aggregation.Sums(type, sums, found) : null,
        (AggregateMethod.Average, NumberColumn numbers) => Sums(numbers) is var (sums, found) ? Aggregation.Averages(sums, found) : null,
        (AggregateMethod.CountDistinct, _) => Distinct(values),
        _ => null,
    };

    (Int128[] Sums, long[] Numbers) Sums(NumberColumn values)
    {
        var (sums, numbers) = (new Int128[groups], new long[groups]);
        for (var group = 0; group < groups; group++)
        {
            var counts = Counts(values, group);
            for (var code = 1; code < counts.Length; code++)
            {
                numbers[group] += counts[code];
                sums[group] += counts[code] == 0 ? 0 : (Int128)counts[code] * values.ValueOf((ulong)code);
            }
        }

        return (sums, numbers);
    }

    DecimalColumn Distinct(Column values)
    {
        var distinct = new decimal?[groups];
        for (var group = 0; group < groups; group++)
        {
            var codes = Counts(values, group)[1..];
            distinct[group] = codes.Length - codes.Count(0);
        }

        return DecimalColumn.Of(distinct);
    }

    /// <summary>How often a group has each code.</summary>
    ReadOnlySpan<int> Counts(Column values, int group)
    {
        var width = (int)values.MaxCode + 1;
        if (!_counts.TryGetValue(values, out var counts))
            _counts[values] = counts = Count(values, width);
        return counts.AsSpan(group * width, width);
    }

    int[] Count(Column values, int width)
    {
        var parts = RowRanges.Run(ids.Length, (first, end) => Count(values, width, first, end));
        foreach (var part in parts[1..])
        {
            for (var i = 0; i < part.Length; i++)
                parts[0][i] += part[i];
        }

        return parts[0];
    }

    /// <summary>Nulls are counted like values, so that there is no branch to mispredict, and left aside afterwards.</summary>
    int[] Count(Column values, int width, int first, int end)
    {
        var counts = new int[groups * width];
        Span<ulong> codes = stackalloc ulong[Column.Chunk];
        for (var start = first; start < end; start += Column.Chunk)
        {
            var chunk = ids.AsSpan(start, Math.Min(Column.Chunk, end - start));
            rows.Batch(start, chunk.Length).ReadCodes(values.Codes, codes);
            for (var i = 0; i < chunk.Length; i++)
                counts[(chunk[i] * width) + (int)codes[i]]++;
        }

        return counts;
    }
}
