using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>Collects the cells of one column, one after the other, then makes the column. Not for two threads.</summary>
abstract class ColumnBuilder
{
    public abstract int Count { get; }

    public abstract void AppendNull();

    /// <summary>Appends a boxed value as <see cref="Column.GetObject"/> gives it. For the store and for tests.</summary>
    public abstract void AppendObject(object? value);

    public abstract Column Build();

    public static ColumnBuilder For(ColumnType type) => type switch
    {
        ColumnType.String => new TextBuilder(),
        ColumnType.Decimal => new DecimalBuilder(),
        ColumnType.Double => new RealBuilder(),
        _ => new NumberBuilder(type),
    };
}

/// <summary>
/// Builds a <see cref="NumberColumn"/>. Full chunks are narrowed at once, so that building takes little more than the finished column.
/// </summary>
sealed class NumberBuilder(ColumnType type) : ColumnBuilder
{
    readonly List<NumberColumn> _parts = [];
    readonly long[] _values = new long[Column.Chunk];
    readonly bool[] _nulls = new bool[Column.Chunk];
    int _pending;

    public ColumnType Type { get; } = type;

    public override int Count => (_parts.Count * Column.Chunk) + _pending;

    /// <summary>Appends a value: a number, 0 or 1, a day number, or ticks, as <see cref="NumberCell"/> has it.</summary>
    public void Append(long value)
    {
        _values[_pending] = value;
        _nulls[_pending] = false;
        Advance();
    }

    public override void AppendNull()
    {
        _values[_pending] = 0;
        _nulls[_pending] = true;
        Advance();
    }

    public override void AppendObject(object? value)
    {
        if (value is null)
            AppendNull();
        else
            Append(NumberCell.FromObject(value));
    }

    public override NumberColumn Build() =>
        NumberColumn.Concat(Type, [.. _parts, NumberColumn.Of(Type, _values.AsSpan(0, _pending), _nulls.AsSpan(0, _pending))]);

    void Advance()
    {
        if (++_pending < Column.Chunk)
            return;
        _parts.Add(NumberColumn.Of(Type, _values, _nulls));
        _pending = 0;
    }
}
