global using DecimalBuilder = ODataFeed.Snapshot.ListedBuilder<decimal>;
global using DecimalColumn = ODataFeed.Snapshot.ListedColumn<decimal>;
global using RealBuilder = ODataFeed.Snapshot.ListedBuilder<double>;
global using RealColumn = ODataFeed.Snapshot.ListedColumn<double>;
using System.Numerics;
using System.Runtime.CompilerServices;
using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>
/// Decimals, and doubles as averages and <c>divby</c> give them: codes into the sorted list of the distinct values; NaN sorts first.
/// </summary>
sealed class ListedColumn<T> : Column
    where T : struct, INumber<T>
{
    readonly T[] _list;

    ListedColumn(Codes codes, T[] list)
        : base(typeof(T) == typeof(decimal) ? ColumnType.Decimal : ColumnType.Double, codes) => _list = list;

    public override ulong MaxCode => (ulong)_list.Length;

    public override long Bytes => Codes.Bytes + (_list.LongLength * Unsafe.SizeOf<T>());

    /// <summary>The value behind a code; the code must not be 0.</summary>
    public T ValueOf(ulong code) => _list[code - 1];

    /// <summary>The first code whose value is at least, and the first whose value is above; <see cref="Column.MaxCode"/> + 1 where there is none.</summary>
    public (ulong Lower, ulong Upper) Bounds(T value)
    {
        var found = Array.BinarySearch(_list, value);
        return found >= 0 ? ((ulong)found + 1, (ulong)found + 2) : ((ulong)~found + 1, (ulong)~found + 1);
    }

    public override object? GetObject(int row) => Codes[row] is var code && code == 0 ? null : ValueOf(code);

    public override Column WithCodes(Codes codes) => new ListedColumn<T>(codes, _list);

    public override bool SharesDomain(Column other) => other is ListedColumn<T> listed && ReferenceEquals(listed._list, _list);

    /// <summary>Makes a column of values, null included.</summary>
    public static ListedColumn<T> Of(IReadOnlyList<T?> values)
    {
        T[] list = [.. values.OfType<T>().Select(OneZero).Distinct().Order()];
        var codes = Codes.Create(values.Count, (ulong)list.Length);
        for (var row = 0; row < values.Count; row++)
            codes.Write(row, [values[row] is { } value ? (ulong)Array.BinarySearch(list, OneZero(value)) + 1 : 0]);
        return new ListedColumn<T>(codes, list);
    }

    public static ListedColumn<T> Gather(ListedColumn<T>[] sources, ReadOnlySpan<int> rows)
    {
        var values = new T?[rows.Length];
        var (source, offset) = (0, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            Sources.Seek(sources, rows[i], ref source, ref offset);
            var code = sources[source].Codes[rows[i] - offset];
            values[i] = code == 0 ? null : sources[source].ValueOf(code);
        }

        return Of(values);
    }

    /// <summary>Minus zero sorts and compares as zero does, and is written as it; a decimal zero keeps the places it was computed with.</summary>
    static T OneZero(T value) => typeof(T) == typeof(double) && T.IsZero(value) ? T.Zero : value;
}

/// <summary>Builds a <see cref="ListedColumn{T}"/>.</summary>
sealed class ListedBuilder<T> : ColumnBuilder
    where T : struct, INumber<T>
{
    readonly List<T?> _values = [];

    public override int Count => _values.Count;

    public void Append(T value) => _values.Add(value);

    public override void AppendNull() => _values.Add(null);

    public override void AppendObject(object? value) => _values.Add((T?)value);

    public override ListedColumn<T> Build() => ListedColumn<T>.Of(_values);
}
