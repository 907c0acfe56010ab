using System.Numerics;

namespace ODataFeed.Snapshot;

/// <summary>One key to sort by: codes (null is 0, so nulls come first ascending), the greatest among them, the direction.</summary>
readonly record struct SortKey(Codes Codes, ulong MaxCode, bool Descending = false)
{
    public SortKey(Column column, bool descending = false)
        : this(column.Codes, column.MaxCode, descending)
    {
    }

    public int Bits => 64 - BitOperations.LeadingZeroCount(MaxCode);

    public ulong this[int row] => Descending ? MaxCode - Codes[row] : Codes[row];
}

/// <summary>Sorts rows by codes. Stable: rows that agree in every key keep the order in which they were given.</summary>
static class RowOrder
{
    /// <summary>A comparison takes some nanoseconds: every millisecond or so is often enough. One less than a power of two.</summary>
    const int ComparisonsBetweenLooks = (1 << 16) - 1;

    /// <summary>The rows in order of the keys. The input is not changed.</summary>
    public static int[] Sort(IReadOnlyList<SortKey> keys, ReadOnlySpan<int> rows, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        keys = [.. keys.Where(key => key.MaxCode != 0)];
        var keyBits = keys.Sum(key => key.Bits);
        var placeBits = 64 - BitOperations.LeadingZeroCount((ulong)rows.Length);
        if (rows.Length < 2 || keys.Count == 0)
            return rows.ToArray();
        return keyBits + placeBits <= 64 ? SortPacked(keys, rows, placeBits) : SortByComparing(keys, rows, cancellation);
    }

    /// <summary>All keys and the place fit in one number: sort numbers, then read the places from their low bits.</summary>
    static int[] SortPacked(IReadOnlyList<SortKey> keys, ReadOnlySpan<int> rows, int placeBits)
    {
        var packed = new ulong[rows.Length];
        foreach (var key in keys)
        {
            var bits = key.Bits;
            for (var i = 0; i < rows.Length; i++)
                packed[i] = (packed[i] << bits) | key[rows[i]];
        }

        for (var i = 0; i < packed.Length; i++)
            packed[i] = (packed[i] << placeBits) | (uint)i;
        SortInParts(packed);
        var mask = (1UL << placeBits) - 1;
        var sorted = new int[rows.Length];
        for (var i = 0; i < sorted.Length; i++)
            sorted[i] = rows[(int)(packed[i] & mask)];
        return sorted;
    }

    /// <summary>Sorts parts of the numbers at the same time, then merges neighbours until one is left. No number is there twice.</summary>
    static void SortInParts(ulong[] numbers)
    {
        var ends = new List<int>(RowRanges.Run(numbers.Length, (start, end) =>
        {
            Array.Sort(numbers, start, end - start);
            return end;
        }));
        var merged = ends.Count > 1 ? new ulong[numbers.Length] : [];
        while (ends.Count > 1)
        {
            var pairs = ends.Chunk(2).Select(pair => (Middle: pair[0], End: pair[^1])).ToList();
            Parallel.For(0, pairs.Count, i => Merge(numbers, i == 0 ? 0 : pairs[i - 1].End, pairs[i].Middle, pairs[i].End, merged));
            merged.CopyTo(numbers, 0);
            ends = [.. pairs.Select(pair => pair.End)];
        }
    }

    /// <summary>Merges two neighbouring sorted parts into the same places of another array.</summary>
    static void Merge(ulong[] numbers, int start, int middle, int end, ulong[] merged)
    {
        var (left, right) = (start, middle);
        for (var place = start; place < end; place++)
            merged[place] = right == end || (left < middle && numbers[left] < numbers[right]) ? numbers[left++] : numbers[right++];
    }

    static int[] SortByComparing(IReadOnlyList<SortKey> keys, ReadOnlySpan<int> rows, CancellationToken cancellation)
    {
        var comparisons = 0;
        var given = rows.ToArray();
        var places = new int[given.Length];
        for (var i = 0; i < places.Length; i++)
            places[i] = i;
        try
        {
            Array.Sort(places, Compare);
        }
        catch (InvalidOperationException ended) when (ended.InnerException is OperationCanceledException)
        {
            // The framework wraps what a comparison throws.
            cancellation.ThrowIfCancellationRequested();
            throw;
        }

        return Array.ConvertAll(places, place => given[place]);

        int Compare(int left, int right)
        {
            if ((++comparisons & ComparisonsBetweenLooks) == 0)
                cancellation.ThrowIfCancellationRequested();
            foreach (var key in keys)
            {
                var order = key[given[left]].CompareTo(key[given[right]]);
                if (order != 0)
                    return order;
            }

            return left.CompareTo(right);
        }
    }
}
