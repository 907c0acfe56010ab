using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using GraphSimulator.Rows;

namespace GraphSimulator.Api;

/// <summary>One row of CSV on its way out: grows to the longest row and is used again for the next.</summary>
sealed class RowBuffer
{
    /// <summary>RFC 4180 §2.6: these make quotes necessary. Graph quotes no other cell.</summary>
    static readonly SearchValues<byte> NeedQuotes = SearchValues.Create(",\"\r\n"u8);

    byte[] _bytes = new byte[1024];
    byte[] _scratch = [];
    int _count;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _count);

    public void Clear() => _count = 0;

    public void Append(byte value) => Room(1)[_count++] = value;

    public void Append(in Cell cell, bool yesNo)
    {
        switch (cell.Kind)
        {
            case CellKind.Text:
                AppendText(cell.AsUtf8(ref _scratch));
                break;
            case CellKind.Integer:
                Utf8Formatter.TryFormat(cell.AsInteger(), Room(20).AsSpan(_count), out var digits);
                _count += digits;
                break;
            case CellKind.Boolean:
                AppendPlain(cell.AsBoolean() ? (yesNo ? "Yes"u8 : "True"u8) : yesNo ? "No"u8 : "False"u8);
                break;
            case CellKind.Date:
                AppendFormatted(cell.AsDate(), "yyyy-MM-dd");
                break;
            case CellKind.Decimal:
                AppendFormatted(cell.AsDecimal(), "");
                break;
            case CellKind.Instant:
                AppendFormatted(cell.AsInstant(), "yyyy-MM-dd'T'HH:mm:ss'Z'");
                break;
            case CellKind.Duration:
                _count += IsoDuration.Write(cell.AsDuration(), Room(IsoDuration.MaxLength).AsSpan(_count));
                break;
        }
    }

    public void AppendText(ReadOnlySpan<byte> text)
    {
        if (!text.ContainsAny(NeedQuotes))
        {
            AppendPlain(text);
            return;
        }

        Append((byte)'"');
        foreach (var b in text)
        {
            if (b == '"')
                Append(b);
            Append(b);
        }

        Append((byte)'"');
    }

    void AppendPlain(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length).AsSpan(_count));
        _count += text.Length;
    }

    void AppendFormatted<T>(T value, ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(Room(40).AsSpan(_count), out var written, format, CultureInfo.InvariantCulture);
        _count += written;
    }

    byte[] Room(int bytes)
    {
        if (_bytes.Length - _count < bytes)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _count + bytes));
        return _bytes;
    }
}
