using System.Text.Json;

namespace ODataFeed.Ingest;

/// <summary>The cells of some JSON rows as text, in buffers that are used again for the next ones.</summary>
sealed class JsonCells(int columns)
{
    /// <summary>Rows below one object are held until it ends; as many bytes are more than any report nests in one.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    (int Start, int Length)[] _cells = new (int, int)[columns];
    byte[] _text = new byte[1024];
    int _used;
    int _current;

    /// <summary>Rows begun since <see cref="Clear()"/>.</summary>
    public int Rows { get; private set; }

    /// <summary>Bytes of their cells.</summary>
    public int Bytes => _used;

    /// <summary>The text of a cell, valid until the rows are cleared.</summary>
    public ReadOnlySpan<byte> Cell(int row, int column) =>
        _cells[(row * columns) + column] is var (start, length) ? _text.AsSpan(start, length) : default;

    /// <summary>Forgets all rows.</summary>
    public void Clear() => (Rows, _used) = (0, 0);

    /// <summary>Begins the next row: every cell is empty.</summary>
    public void Begin()
    {
        _current = Rows++ * columns;
        if (_cells.Length < _current + columns)
            Array.Resize(ref _cells, Math.Max(_cells.Length * 2, _current + columns));
        Array.Clear(_cells, _current, columns);
    }

    /// <summary>Sets a cell of the last row to the scalar the reader stands on; null is empty.</summary>
    public void Set(int column, ref Utf8JsonReader value)
    {
        var start = _used;
        _cells[_current + column] = (start, Copy(ref value));
    }

    /// <summary>Empties a cell of the last row.</summary>
    public void Clear(int column) => _cells[_current + column] = default;

    /// <summary>Adds an element of an array; the CSV form of the same cell joins them with a plus sign.</summary>
    public void Join(int column, ref Utf8JsonReader value)
    {
        ref var cell = ref _cells[_current + column];
        var start = cell.Length == 0 ? _used : cell.Start;
        if (cell.Length > 0)
        {
            Reserve(1);
            _text[_used++] = (byte)'+';
        }

        Copy(ref value);
        cell = (start, _used - start);
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
    internal static int CopyText(ref Utf8JsonReader value, Span<byte> target)
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
