using System.Text.Json;

namespace ODataFeed.Ingest;

/// <summary>The cells of one JSON row as text, in one buffer that is used again for every row.</summary>
sealed class JsonCells(int columns) : IRowCells
{
    readonly (int Start, int Length)[] _cells = new (int, int)[columns];
    byte[] _text = new byte[1024];
    int _used;

    public long Line { get; private set; }

    public ReadOnlySpan<byte> this[int column] => _text.AsSpan(_cells[column].Start, _cells[column].Length);

    /// <summary>Begins the next row: every cell is empty.</summary>
    public void Begin()
    {
        Array.Clear(_cells);
        _used = 0;
        Line++;
    }

    /// <summary>Sets a cell to the scalar the reader stands on; null is empty.</summary>
    public void Set(int column, ref Utf8JsonReader value)
    {
        _cells[column].Start = _used;
        _cells[column].Length = Copy(ref value);
    }

    /// <summary>Empties a cell.</summary>
    public void Clear(int column) => _cells[column] = default;

    /// <summary>Adds an element of an array; the CSV form of the same cell joins them with a plus sign.</summary>
    public void Join(int column, ref Utf8JsonReader value)
    {
        var start = _cells[column].Length == 0 ? _used : _cells[column].Start;
        if (_cells[column].Length > 0)
        {
            Reserve(1);
            _text[_used++] = (byte)'+';
        }

        Copy(ref value);
        _cells[column] = (start, _used - start);
    }

    int Copy(ref Utf8JsonReader value)
    {
        Reserve(value.ValueSpan.Length);
        var length = 0;
        if (value.TokenType == JsonTokenType.String)
        {
            length = CopyText(ref value, _text.AsSpan(_used));
        }
        else if (value.TokenType != JsonTokenType.Null)
        {
            value.ValueSpan.CopyTo(_text.AsSpan(_used));
            length = value.ValueSpan.Length;
        }

        _used += length;
        return length;
    }

    /// <summary>
    /// Half a surrogate pair is legal JSON (RFC 8259 §8.2) but no text. What stands for it is no UTF-8, so that it is a bad cell as in CSV.
    /// </summary>
    static int CopyText(ref Utf8JsonReader value, Span<byte> target)
    {
        try
        {
            return value.CopyString(target);
        }
        catch (InvalidOperationException)
        {
            target[0] = 0xFF;
            return 1;
        }
    }

    void Reserve(int bytes)
    {
        if (_text.Length - _used < bytes)
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _used + bytes));
    }
}
