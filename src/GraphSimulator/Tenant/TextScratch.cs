using System.Buffers.Text;
using System.Text;
using GraphSimulator.Rows;

namespace GraphSimulator.Tenant;

/// <summary>The text of one row's cells: each cell points into it, and the next row writes over it.</summary>
sealed class TextScratch
{
    byte[] _bytes = new byte[2048];
    int _start;

    public int Length { get; private set; }

    /// <summary>Forgets the last row.</summary>
    public void Clear() => _start = Length = 0;

    /// <summary>What was appended since a position.</summary>
    public Span<byte> Since(int start) => _bytes.AsSpan(start, Length - start);

    public void Append(ReadOnlySpan<byte> text)
    {
        Room(text.Length);
        text.CopyTo(_bytes.AsSpan(Length));
        Length += text.Length;
    }

    public void Append(string ascii)
    {
        Room(ascii.Length);
        Length += Encoding.ASCII.GetBytes(ascii, _bytes.AsSpan(Length));
    }

    public void Append(int number)
    {
        Room(11);
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(Length), out var written);
        Length += written;
    }

    public void Append(Guid id)
    {
        Room(36);
        Utf8Formatter.TryFormat(id, _bytes.AsSpan(Length), out var written);
        Length += written;
    }

    /// <summary>All that was appended since the last cell, as a cell.</summary>
    public Cell Take()
    {
        var cell = Cell.Utf8(_bytes, _start, Length - _start);
        _start = Length;
        return cell;
    }

    /// <summary>Cells already taken keep pointing at the old array, whose bytes stay as they are.</summary>
    void Room(int bytes)
    {
        if (_bytes.Length - Length < bytes)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes));
    }
}
