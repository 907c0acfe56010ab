using System.IO.Pipelines;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>
/// Writes rows of a table as JSON objects, straight into the response's buffers. Filling a buffer is synchronous; only handing it on
/// is awaited, which is also where a slow reader holds the writer back.
/// </summary>
sealed class JsonRows
{
    /// <summary>
    /// Bytes filled between flushes. Debug builds flush after a few rows, so that every test crosses the border; 64 KiB lets the
    /// socket keep up without holding more than one block per reader.
    /// </summary>
#if DEBUG
    const int Block = 512;
#else
    const int Block = 64 * 1024;
#endif

    readonly CellWriter[] _cells;
    readonly int _rowBytes;

    public JsonRows(Table table, IReadOnlyList<OutputColumn> columns, Representation representation)
    {
        _cells = [.. columns.Select((column, i) => CellWriter.Of(table.Columns[column.Ordinal], column.Name, i == 0, representation))];
        _rowBytes = 3 + _cells.Sum(cell => cell.MaxBytes);
    }

    /// <summary>Writes the rows at places <paramref name="first"/> to <paramref name="end"/>, separated by commas.</summary>
    public async ValueTask WriteAsync(PipeWriter writer, RowList rows, int first, int end, CancellationToken cancellation)
    {
        for (var place = first; place < end;)
        {
            place = Fill(writer, rows, place, end, separate: place > first);
            if (writer.UnflushedBytes >= Block && (await writer.FlushAsync(cancellation)).IsCompleted)
                throw new OperationCanceledException("The reader has gone.");
        }
    }

    /// <summary>Writes one object without anything around it; <paramref name="target"/> gets the cells only, no braces.</summary>
    public int WriteCells(int row, Span<byte> target)
    {
        var length = 0;
        foreach (var cell in _cells)
            length += cell.Write(row, target[length..]);
        return length;
    }

    /// <summary>The most bytes a row takes.</summary>
    public int RowBytes => _rowBytes;

    int Fill(PipeWriter writer, RowList rows, int place, int end, bool separate)
    {
        var buffer = writer.GetSpan(Math.Max(Block, _rowBytes));
        var length = 0;
        for (; place < end && buffer.Length - length >= _rowBytes; place++)
        {
            if (separate)
                buffer[length++] = (byte)',';
            separate = true;
            buffer[length++] = (byte)'{';
            length += WriteCells(rows[place], buffer[length..]);
            buffer[length++] = (byte)'}';
        }

        writer.Advance(length);
        return place;
    }
}
