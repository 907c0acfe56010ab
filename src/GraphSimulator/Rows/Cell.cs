using System.Text;

namespace GraphSimulator.Rows;

/// <summary>
/// One value on its way from a source to the wire. A struct that owns nothing: text may point into a buffer its reader fills anew for
/// the next row, so a cell is only good until the next <see cref="ReportRows.Read"/>.
/// </summary>
public readonly struct Cell
{
    readonly object? _text;
    readonly long _bits;
    readonly long _high;

    Cell(CellKind kind, object? text, long bits, long high = 0)
    {
        Kind = kind;
        _text = text;
        _bits = bits;
        _high = high;
    }

    /// <summary>The cell that holds nothing.</summary>
    public static Cell Null => default;

    /// <summary>What the cell holds.</summary>
    public CellKind Kind { get; }

    /// <summary>A cell of UTF-8 bytes; an array rather than a span, so that the cell can be kept in a row.</summary>
    public static Cell Utf8(byte[] buffer, int offset, int length) => new(CellKind.Text, buffer, offset, length);

    /// <summary>A cell of UTF-8 bytes.</summary>
    public static Cell Utf8(byte[] text) => new(CellKind.Text, text, 0, text.Length);

    /// <summary>A cell of text; null gives the empty cell.</summary>
    public static Cell Text(string? text) => text is null ? Null : new(CellKind.Text, text, 0);

    /// <summary>A cell of a whole number.</summary>
    public static Cell Integer(long value) => new(CellKind.Integer, null, value);

    /// <summary>A cell of a truth value.</summary>
    public static Cell Boolean(bool value) => new(CellKind.Boolean, null, value ? 1 : 0);

    /// <summary>A cell of a day.</summary>
    public static Cell Date(DateOnly value) => new(CellKind.Date, null, value.DayNumber);

    /// <summary>A cell of a day; null gives the empty cell.</summary>
    public static Cell Date(DateOnly? value) => value is { } date ? Date(date) : Null;

    /// <summary>A cell of a span of time.</summary>
    public static Cell Duration(TimeSpan value) => new(CellKind.Duration, null, value.Ticks);

    /// <summary>A cell of an instant, kept in UTC.</summary>
    public static Cell Instant(DateTimeOffset value) => new(CellKind.Instant, null, value.UtcTicks);

    /// <summary>A cell of a decimal number.</summary>
    public static Cell Decimal(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        return new(CellKind.Decimal, null, (uint)parts[0] | (long)parts[1] << 32, (uint)parts[2] | (long)parts[3] << 32);
    }

    /// <summary>The number of an <see cref="CellKind.Integer"/>.</summary>
    public long AsInteger() => _bits;

    /// <summary>The value of a <see cref="CellKind.Boolean"/>.</summary>
    public bool AsBoolean() => _bits != 0;

    /// <summary>The day of a <see cref="CellKind.Date"/>.</summary>
    public DateOnly AsDate() => DateOnly.FromDayNumber((int)_bits);

    /// <summary>The span of a <see cref="CellKind.Duration"/>.</summary>
    public TimeSpan AsDuration() => new(_bits);

    /// <summary>The instant of an <see cref="CellKind.Instant"/>.</summary>
    public DateTime AsInstant() => new(_bits, DateTimeKind.Utc);

    /// <summary>The number of a <see cref="CellKind.Decimal"/>.</summary>
    public decimal AsDecimal() => new([(int)_bits, (int)(_bits >> 32), (int)_high, (int)(_high >> 32)]);

    /// <summary>
    /// The UTF-8 bytes of a <see cref="CellKind.Text"/>; text given as a string is encoded into <paramref name="scratch"/>.
    /// </summary>
    public ReadOnlySpan<byte> AsUtf8(ref byte[] scratch)
    {
        if (_text is byte[] bytes)
            return bytes.AsSpan((int)_bits, (int)_high);
        if (_text is not string text)
            return [];
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (scratch.Length < most)
            scratch = new byte[most];
        return scratch.AsSpan(0, Encoding.UTF8.GetBytes(text, scratch));
    }

    /// <summary>The cell as people read it, for messages and tests.</summary>
    public override string ToString()
    {
        var scratch = Array.Empty<byte>();
        return Kind switch
        {
            CellKind.Null => "",
            CellKind.Text => Encoding.UTF8.GetString(AsUtf8(ref scratch)),
            CellKind.Integer => $"{_bits}",
            CellKind.Boolean => AsBoolean() ? "True" : "False",
            CellKind.Date => $"{AsDate():yyyy-MM-dd}",
            CellKind.Decimal => $"{AsDecimal()}",
            CellKind.Duration => System.Xml.XmlConvert.ToString(AsDuration()),
            _ => $"{AsInstant():yyyy-MM-ddTHH:mm:ssZ}",
        };
    }
}
