using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>Decimals: codes into the sorted list of the distinct values.</summary>
sealed class DecimalColumn : Column
{
    readonly decimal[] _list;

    DecimalColumn(Codes codes, decimal[] list)
        : base(ColumnType.Decimal, codes) => _list = list;

    public override ulong MaxCode => (ulong)_list.Length;

    public override long Bytes => Codes.Bytes + (_list.LongLength * sizeof(decimal));

    /// <summary>The value behind a code; the code must not be 0.</summary>
    public decimal ValueOf(ulong code) => _list[code - 1];

    /// <summary>The first code whose value is at least, and the first whose value is above; <see cref="Column.MaxCode"/> + 1 where there is none.</summary>
    public (ulong Lower, ulong Upper) Bounds(decimal value)
    {
        var found = Array.BinarySearch(_list, value);
        return found >= 0 ? ((ulong)found + 1, (ulong)found + 2) : ((ulong)~found + 1, (ulong)~found + 1);
    }

    public override object? GetObject(int row) => Codes[row] is var code && code == 0 ? null : ValueOf(code);

    public override Column WithCodes(Codes codes) => new DecimalColumn(codes, _list);

    public override bool SharesDomain(Column other) => other is DecimalColumn decimals && ReferenceEquals(decimals._list, _list);

    /// <summary>Makes a column of values, null included.</summary>
    public static DecimalColumn Of(IReadOnlyList<decimal?> values)
    {
        decimal[] list = [.. values.OfType<decimal>().Distinct().Order()];
        var codes = Codes.Create(values.Count, (ulong)list.Length);
        for (var row = 0; row < values.Count; row++)
            codes.Write(row, [values[row] is { } value ? (ulong)Array.BinarySearch(list, value) + 1 : 0]);
        return new DecimalColumn(codes, list);
    }

    public static DecimalColumn Gather(DecimalColumn[] sources, ReadOnlySpan<int> rows)
    {
        var values = new decimal?[rows.Length];
        var (source, offset) = (0, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            Sources.Seek(sources, rows[i], ref source, ref offset);
            var code = sources[source].Codes[rows[i] - offset];
            values[i] = code == 0 ? null : sources[source].ValueOf(code);
        }

        return Of(values);
    }
}
