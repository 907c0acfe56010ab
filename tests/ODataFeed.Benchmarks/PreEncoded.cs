using System.IO.Pipelines;
using ODataFeed.Output;

namespace ODataFeed.Benchmarks;

/// <summary>Rows encoded beforehand and copied one by one: what no writer can be faster than.</summary>
sealed class PreEncoded
{
    const int Block = 64 * 1024;

    readonly byte[][] _rows;

    public PreEncoded(RowWriter writer, int count)
    {
        _rows = new byte[count][];
        var buffer = new byte[writer.MaxBytes];
        for (var row = 0; row < count; row++)
            _rows[row] = buffer[..writer.Write(row, buffer)];
    }

    public int Count => _rows.Length;

    /// <summary>The rows from one to another, with commas between.</summary>
    public async ValueTask WriteAsync(PipeWriter pipe, int first, int end)
    {
        for (var row = first; row < end;)
        {
            row = Fill(pipe, row, end, first);
            await pipe.FlushAsync();
        }
    }

    int Fill(PipeWriter pipe, int row, int end, int first)
    {
        var buffer = pipe.GetSpan(Block);
        var length = 0;
        for (; row < end && _rows[row].Length + 1 <= buffer.Length - length; row++)
        {
            if (row > first)
                buffer[length++] = (byte)',';
            _rows[row].CopyTo(buffer[length..]);
            length += _rows[row].Length;
        }

        pipe.Advance(length);
        return row;
    }
}
