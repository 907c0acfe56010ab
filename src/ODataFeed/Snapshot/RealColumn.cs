using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>Doubles, as averages and <c>divby</c> give them: codes into the sorted list of the distinct values; NaN sorts first.</summary>
sealed class RealColumn : Column
{
    readonly double[] _list;

    RealColumn(Codes codes, double[] list)
        : base(ColumnType.Double, codes) => _list = list;

    public override ulong MaxCode => (ulong)_list.Length;

    public override long Bytes => Codes.Bytes + (_list.LongLength * sizeof(double));

    /// <summary>The value behind a code; the code must not be 0.</summary>
    public double ValueOf(ulong code) => _list[code - 1];

    /// <summary>The first code whose value is at least, and the first whose value is above; <see cref="Column.MaxCode"/> + 1 where there is none.</summary>
    public (ulong Lower, ulong Upper) Bounds(double value)
    {
        var found = Array.BinarySearch(_list, value);
        return found >= 0 ? ((ulong)found + 1, (ulong)found + 2) : ((ulong)~found + 1, (ulong)~found + 1);
    }

    public override object? GetObject(int row) => Codes[row] is var code && code == 0 ? null : ValueOf(code);

    public override Column WithCodes(Codes codes) => new RealColumn(codes, _list);

    public override bool SharesDomain(Column other) => other is RealColumn reals && ReferenceEquals(reals._list, _list);

    /// <summary>Makes a column of values, null included. The two zeros are one.</summary>
    public static RealColumn Of(IReadOnlyList<double?> values)
    {
        double[] list = [.. values.OfType<double>().Select(value => value == 0 ? 0 : value).Distinct().Order()];
        var codes = Codes.Create(values.Count, (ulong)list.Length);
        for (var row = 0; row < values.Count; row++)
            codes.Write(row, [values[row] is { } value ? (ulong)Array.BinarySearch(list, value == 0 ? 0 : value) + 1 : 0]);
        return new RealColumn(codes, list);
    }

    public static RealColumn Gather(RealColumn[] sources, ReadOnlySpan<int> rows)
    {
        var values = new double?[rows.Length];
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

/// <summary>Builds a <see cref="RealColumn"/>.</summary>
sealed class RealBuilder : ColumnBuilder
{
    readonly List<double?> _values = [];

    public override int Count => _values.Count;

    public void Append(double value) => _values.Add(value);

    public override void AppendNull() => _values.Add(null);

    public override void AppendObject(object? value) => _values.Add((double?)value);

    public override RealColumn Build() => RealColumn.Of(_values);
}
