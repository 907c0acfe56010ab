using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>
/// The aggregation methods (OData Data Aggregation §3.2.1.4) over the codes of a column. Nulls do not count; of no values sum, min, max
/// and average are null.
/// </summary>
static class Aggregation
{
    /// <summary>Codes times groups up to which marking beats sorting: 32 MiB of marks.</summary>
    const ulong MostMarks = 1UL << 28;

    /// <summary>Clearing more marks than this for every row costs more than sorting the rows.</summary>
    const int MostMarksPerRow = 4096;

    /// <param name="values">The column; row <c>rows[place]</c> of it belongs to group <c>ids[place]</c>.</param>
    /// <param name="count">The number of groups.</param>
    public static Column Of(AggregateMethod method, EdmType type, Column values, RowList rows, int[] ids, int count) => (method, values) switch
    {
        (AggregateMethod.Min, _) => Extreme(values, rows, ids, count, least: true),
        (AggregateMethod.Max, _) => Extreme(values, rows, ids, count, least: false),
        (AggregateMethod.CountDistinct, _) => CountDistinct(values, rows, ids, count),
        (AggregateMethod.Sum, NumberColumn numbers) => Sum(type, numbers, rows, ids, count),
        (AggregateMethod.Sum, DecimalColumn decimals) => DecimalColumn.Of(Decimals(decimals, rows, ids, count).Sums),
        (AggregateMethod.Sum, RealColumn reals) => RealColumn.Of(Reals(reals, rows, ids, count).Sums),
        (AggregateMethod.Average, NumberColumn numbers) => Average(numbers, rows, ids, count),
        (AggregateMethod.Average, DecimalColumn decimals) => Average(decimals, rows, ids, count),
        (AggregateMethod.Average, RealColumn reals) => Average(reals, rows, ids, count),
        _ => throw new InvalidOperationException($"No {method} over a {values.GetType().Name}."),
    };

    /// <summary>The rows of each group.</summary>
    public static Column Counts(int[] sizes) => DecimalColumn.Of(Array.ConvertAll(sizes, size => (decimal?)size));

    /// <summary>Sums in 64 bits, null where there were no values.</summary>
    /// <param name="sums">Exact, so that it does not matter in which order the values came.</param>
    /// <param name="numbers">How many values each is of.</param>
    /// <exception cref="FeedException">A sum does not fit.</exception>
    public static NumberColumn Sums(EdmType type, Int128[] sums, long[] numbers)
    {
        var values = new long[sums.Length];
        for (var group = 0; group < sums.Length; group++)
        {
            if (sums[group] < long.MinValue || sums[group] > long.MaxValue)
                throw FeedErrors.ArithmeticOverflow();
            values[group] = (long)sums[group];
        }

        return NumberColumn.Of(EdmTypes.ColumnType(type), values, Array.ConvertAll(numbers, number => number == 0));
    }

    /// <summary>Sums divided by how many values they are of, null where there were none.</summary>
    public static RealColumn Averages(Int128[] sums, long[] numbers) =>
        RealColumn.Of([.. sums.Zip(numbers, (sum, number) => number == 0 ? (double?)null : (double)sum / number)]);

    /// <summary>128 bits hold the sum of as many 64-bit numbers as there can be rows.</summary>
    static (Int128[] Sums, long[] Numbers) Integers(NumberColumn values, RowList rows, int[] ids, int count)
    {
        var (sums, numbers) = (new Int128[count], new long[count]);
        foreach (var (id, code) in new GroupedValues(values, rows, ids))
        {
            sums[id] += values.ValueOf(code);
            numbers[id]++;
        }

        return (sums, numbers);
    }

    static NumberColumn Sum(EdmType type, NumberColumn values, RowList rows, int[] ids, int count)
    {
        var (sums, numbers) = Integers(values, rows, ids, count);
        return Sums(type, sums, numbers);
    }

    static RealColumn Average(NumberColumn values, RowList rows, int[] ids, int count)
    {
        var (sums, numbers) = Integers(values, rows, ids, count);
        return Averages(sums, numbers);
    }

    static RealColumn Average(DecimalColumn values, RowList rows, int[] ids, int count)
    {
        var (sums, numbers) = Decimals(values, rows, ids, count);
        return RealColumn.Of([.. sums.Zip(numbers, (sum, number) => sum is null ? (double?)null : (double)(sum.Value / number))]);
    }

    static RealColumn Average(RealColumn values, RowList rows, int[] ids, int count)
    {
        var (sums, numbers) = Reals(values, rows, ids, count);
        return RealColumn.Of([.. sums.Zip(numbers, (sum, number) => sum / number)]);
    }

    static (decimal?[] Sums, long[] Numbers) Decimals(DecimalColumn values, RowList rows, int[] ids, int count)
    {
        var (sums, numbers) = (new decimal?[count], new long[count]);
        try
        {
            foreach (var (id, code) in new GroupedValues(values, rows, ids))
            {
                sums[id] = (sums[id] ?? 0) + values.ValueOf(code);
                numbers[id]++;
            }
        }
        catch (OverflowException)
        {
            throw FeedErrors.ArithmeticOverflow();
        }

        return (sums, numbers);
    }

    static (double?[] Sums, long[] Numbers) Reals(RealColumn values, RowList rows, int[] ids, int count)
    {
        var (sums, numbers) = (new double?[count], new long[count]);
        foreach (var (id, code) in new GroupedValues(values, rows, ids))
        {
            sums[id] = (sums[id] ?? 0) + values.ValueOf(code);
            numbers[id]++;
        }

        return (sums, numbers);
    }

    /// <summary>Codes order as values do, so the smallest code is the smallest value.</summary>
    static Column Extreme(Column values, RowList rows, int[] ids, int count, bool least)
    {
        var best = new ulong[count];
        foreach (var (id, code) in new GroupedValues(values, rows, ids))
        {
            if (best[id] == 0 || (least ? code < best[id] : code > best[id]))
                best[id] = code;
        }

        var codes = Codes.Create(count, values.MaxCode);
        codes.Write(0, best);
        if (values is TextColumn)
            return values.WithCodes(codes); // a dictionary is better shared than made anew
        return Column.Gather([values.WithCodes(codes)], [.. Enumerable.Range(0, count)]);
    }

    static DecimalColumn CountDistinct(Column values, RowList rows, int[] ids, int count)
    {
        var width = values.MaxCode + 1;
        var distinct = width * (ulong)count is var marks && marks / width == (ulong)count && marks <= Math.Min(MostMarks, (ulong)ids.Length * MostMarksPerRow)
            ? Marked(values, rows, ids, count, width)
            : Sorted(values, rows, ids, count);
        return DecimalColumn.Of(Array.ConvertAll(distinct, number => (decimal?)number));
    }

    static long[] Marked(Column values, RowList rows, int[] ids, int count, ulong width)
    {
        var (distinct, marks) = (new long[count], new ulong[((width * (ulong)count) + 63) / 64]);
        foreach (var (id, code) in new GroupedValues(values, rows, ids))
        {
            var place = ((ulong)id * width) + code;
            ref var word = ref marks[place >> 6];
            var bit = 1UL << (int)(place & 63);
            if ((word & bit) != 0)
                continue;
            word |= bit;
            distinct[id]++;
        }

        return distinct;
    }

    static long[] Sorted(Column values, RowList rows, int[] ids, int count)
    {
        var pairs = new List<(int Id, ulong Code)>(ids.Length);
        foreach (var pair in new GroupedValues(values, rows, ids))
            pairs.Add(pair);
        pairs.Sort();
        var distinct = new long[count];
        for (var i = 0; i < pairs.Count; i++)
        {
            if (i == 0 || pairs[i] != pairs[i - 1])
                distinct[pairs[i].Id]++;
        }

        return distinct;
    }
}
