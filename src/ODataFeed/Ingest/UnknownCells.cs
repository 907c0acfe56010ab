using System.Text;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Ingest;

/// <summary>
/// Puts the cells of a row in columns the catalog does not know together, as <see cref="DynamicProperties"/> has them. An empty cell is
/// left out. One buffer is used for all rows.
/// </summary>
abstract class UnknownCells(IngestTarget target)
{
    readonly HashSet<string> _taken =
        [.. target.Report.Columns.Select(column => column.Name), Report.ReportDate, NavigationSchema.Date, NavigationSchema.User];

    byte[] _text = new byte[256];
    int _length;
    bool _isBad;

    /// <summary>What there is of the row so far; no text where a cell was none. Valid until more is added.</summary>
    public ReadOnlySpan<byte> Text => _isBad ? NoText : _text.AsSpan(0, _length);

    /// <summary>No UTF-8, so that it is a bad cell.</summary>
    static ReadOnlySpan<byte> NoText => [0xFF];

    public virtual void Clear() => (_length, _isBad) = (0, false);

    /// <summary>
    /// The name of a column's property and the colon behind it; null where it would be none, or that of another property: such a column is
    /// named in <c>Refreshes</c> only.
    /// </summary>
    protected byte[]? MemberName(string header)
    {
        var name = PropertyNames.FromHeader(header);
        return DynamicProperties.IsName(name) && _taken.Add(name) ? Encoding.UTF8.GetBytes($"\"{name}\":") : null;
    }

    protected void Add(byte[] name, ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty)
            return;
        if (!CellAppender.IsText(cell))
        {
            _isBad = true;
            return;
        }

        // A comma, two quotes, and six bytes for a character that must be escaped.
        if (_text.Length - _length < name.Length + (6 * cell.Length) + 3)
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + name.Length + (6 * cell.Length) + 3));
        if (_length > 0)
            _text[_length++] = (byte)',';
        name.CopyTo(_text, _length);
        _length += name.Length;
        Quote(cell);
    }

    /// <summary>Escapes what JSON demands to be (RFC 8259 §7).</summary>
    void Quote(ReadOnlySpan<byte> cell)
    {
        _text[_length++] = (byte)'"';
        foreach (var b in cell)
        {
            if (b < 0x20)
            {
                "\\u00"u8.CopyTo(_text.AsSpan(_length));
                _text[_length + 4] = (byte)('0' + (b >> 4));
                _text[_length + 5] = (byte)"0123456789abcdef"[b & 0xF];
                _length += 6;
                continue;
            }

            if (b is (byte)'"' or (byte)'\\')
                _text[_length++] = (byte)'\\';
            _text[_length++] = b;
        }

        _text[_length++] = (byte)'"';
    }
}
