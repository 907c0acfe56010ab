using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>
/// Integers, dates (day numbers), booleans (0, 1), instants (UTC ticks) and durations (ticks). A code is the distance from the
/// smallest value plus one; where that is wide although the distinct values are few (quotas, say), it is a place in their sorted list.
/// </summary>
sealed class NumberColumn : Column
{
    /// <summary>Lists pay off while their codes are two bytes where distances would take eight.</summary>
    const int LongestList = ushort.MaxValue;

    readonly long _first;
    readonly long[]? _list;

    NumberColumn(ColumnType type, Codes codes, long first, long[]? list, ulong maxCode)
        : base(type, codes)
    {
        _first = first;
        _list = list;
        MaxCode = maxCode;
    }

    public override ulong MaxCode { get; }

    public override long Bytes => Codes.Bytes + (_list?.LongLength * sizeof(long) ?? 0);

    /// <summary>The value behind a code; the code must not be 0.</summary>
    public long ValueOf(ulong code) => _list is null ? _first + (long)(code - 1) : _list[code - 1];

    ulong LowerBound(long value)
    {
        if (_list is not null)
        {
            var found = Array.BinarySearch(_list, value);
            return (ulong)(found >= 0 ? found : ~found) + 1;
        }

        if (MaxCode == 0 || value <= _first)
            return 1;
        var distance = unchecked((ulong)value - (ulong)_first);
        return distance >= MaxCode ? MaxCode + 1 : distance + 1;
    }

    /// <summary>The first code whose value is at least, and the first whose value is above; <see cref="Column.MaxCode"/> + 1 where there is none.</summary>
    public (ulong Lower, ulong Upper) Bounds(long value) =>
        (LowerBound(value), value == long.MaxValue ? MaxCode + 1 : LowerBound(value + 1));

    /// <summary>The values of consecutive rows; where <paramref name="nulls"/> is true the value is 0.</summary>
    public void Read(int start, Span<long> values, Span<bool> nulls)
    {
        Span<ulong> codes = stackalloc ulong[Chunk];
        for (var done = 0; done < values.Length; done += Chunk)
        {
            var part = codes[..Math.Min(Chunk, values.Length - done)];
            Codes.Read(start + done, part);
            for (var i = 0; i < part.Length; i++)
            {
                nulls[done + i] = part[i] == 0;
                values[done + i] = part[i] == 0 ? 0 : ValueOf(part[i]);
            }
        }
    }

    public override object? GetObject(int row) => Codes[row] is var code && code == 0 ? null : NumberCell.ToObject(Type, ValueOf(code));

    public override Column WithCodes(Codes codes) => new NumberColumn(Type, codes, _first, _list, MaxCode);

    public override bool SharesDomain(Column other) =>
        other is NumberColumn numbers && numbers.Type == Type && numbers._first == _first && numbers.MaxCode == MaxCode && ReferenceEquals(numbers._list, _list);

    /// <summary>Makes a column of values; where <paramref name="nulls"/> is true the value does not count.</summary>
    public static NumberColumn Of(ColumnType type, ReadOnlySpan<long> values, ReadOnlySpan<bool> nulls)
    {
        var (min, max, any) = Range(values, nulls);
        if (!any)
            return new NumberColumn(type, Codes.Create(values.Length, 0), 0, null, 0);
        var distance = unchecked((ulong)max - (ulong)min);
        var list = distance >= uint.MaxValue ? Distinct(values, nulls, distance == ulong.MaxValue ? int.MaxValue : LongestList) : null;
        var maxCode = list is null ? distance + 1 : (ulong)list.Length;
        var column = new NumberColumn(type, Codes.Create(values.Length, maxCode), min, list, maxCode);
        column.Fill(0, values, nulls);
        return column;
    }

    public static NumberColumn Gather(NumberColumn[] sources, ReadOnlySpan<int> rows)
    {
        var values = new long[rows.Length];
        var nulls = new bool[rows.Length];
        var source = 0;
        var offset = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            Sources.Seek(sources, rows[i], ref source, ref offset);
            var code = sources[source].Codes[rows[i] - offset];
            nulls[i] = code == 0;
            values[i] = code == 0 ? 0 : sources[source].ValueOf(code);
        }

        return Of(sources[0].Type, values, nulls);
    }

    /// <summary>All rows of the parts, one part after the other.</summary>
    public static NumberColumn Concat(ColumnType type, IReadOnlyList<NumberColumn> parts)
    {
        if (parts.Count == 1)
            return parts[0];
        var filled = parts.Where(part => part.MaxCode != 0).ToList();
        var count = parts.Sum(part => part.Count);
        if (filled.Count == 0)
            return new NumberColumn(type, Codes.Create(count, 0), 0, null, 0);
        var min = filled.Min(part => part.ValueOf(1));
        var max = filled.Max(part => part.ValueOf(part.MaxCode));
        var distance = unchecked((ulong)max - (ulong)min);
        var list = distance >= uint.MaxValue ? Distinct(parts, distance == ulong.MaxValue ? int.MaxValue : LongestList) : null;
        var maxCode = list is null ? distance + 1 : (ulong)list.Length;
        var column = new NumberColumn(type, Codes.Create(count, maxCode), min, list, maxCode);
        var values = new long[Chunk];
        var nulls = new bool[Chunk];
        var start = 0;
        foreach (var part in parts)
        {
            for (var done = 0; done < part.Count; done += Chunk)
            {
                var size = Math.Min(Chunk, part.Count - done);
                part.Read(done, values.AsSpan(0, size), nulls.AsSpan(0, size));
                column.Fill(start + done, values.AsSpan(0, size), nulls.AsSpan(0, size));
            }

            start += part.Count;
        }

        return column;
    }

    void Fill(int start, ReadOnlySpan<long> values, ReadOnlySpan<bool> nulls)
    {
        Span<ulong> codes = stackalloc ulong[Chunk];
        for (var done = 0; done < values.Length; done += Chunk)
        {
            var part = codes[..Math.Min(Chunk, values.Length - done)];
            for (var i = 0; i < part.Length; i++)
                part[i] = nulls[done + i] ? 0 : CodeOf(values[done + i]);
            Codes.Write(start + done, part);
        }
    }

    ulong CodeOf(long value) => _list is null
        ? unchecked((ulong)value - (ulong)_first) + 1
        : (ulong)Array.BinarySearch(_list, value) + 1;

    static (long Min, long Max, bool Any) Range(ReadOnlySpan<long> values, ReadOnlySpan<bool> nulls)
    {
        var (min, max) = (long.MaxValue, long.MinValue);
        var any = false;
        for (var i = 0; i < values.Length; i++)
        {
            if (nulls[i])
                continue;
            any = true;
            min = Math.Min(min, values[i]);
            max = Math.Max(max, values[i]);
        }

        return (min, max, any);
    }

    /// <summary>The distinct values in order, or null where there are more than <paramref name="most"/>.</summary>
    static long[]? Distinct(ReadOnlySpan<long> values, ReadOnlySpan<bool> nulls, int most)
    {
        var distinct = new HashSet<long>();
        for (var i = 0; i < values.Length; i++)
        {
            if (!nulls[i] && distinct.Add(values[i]) && distinct.Count > most)
                return null;
        }

        return Sorted(distinct);
    }

    static long[]? Distinct(IReadOnlyList<NumberColumn> parts, int most)
    {
        var distinct = new HashSet<long>();
        foreach (var part in parts)
        {
            if (part._list is { } list)
                distinct.UnionWith(list);
            else
                part.AddValues(distinct, most);
            if (distinct.Count > most)
                return null;
        }

        return Sorted(distinct);
    }

    void AddValues(HashSet<long> distinct, int most)
    {
        for (var row = 0; row < Count && distinct.Count <= most; row++)
        {
            if (Codes[row] is var code and not 0)
                distinct.Add(ValueOf(code));
        }
    }

    static long[] Sorted(HashSet<long> distinct)
    {
        var list = distinct.ToArray();
        Array.Sort(list);
        return list;
    }
}
