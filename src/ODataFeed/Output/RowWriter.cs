using System.IO.Pipelines;
using ODataFeed.Query.Execution;

namespace ODataFeed.Output;

/// <summary>
/// Writes rows of a table straight into the response's buffers. Filling a buffer is synchronous; only handing it on is awaited, which
/// is also where a slow reader holds the writer back.
/// </summary>
abstract class RowWriter
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

    /// <summary>Rows whose values are fetched together: as many as the processor can wait for at once, a few times over.</summary>
    public const int Batch = 64;

    /// <summary>The most bytes a row takes, what is around it included.</summary>
    public abstract int MaxBytes { get; }

    /// <summary>Whether a comma goes between rows; otherwise a row ends itself.</summary>
    protected abstract bool Separated { get; }

    /// <summary>Called with the rows of a batch before they are written.</summary>
    protected abstract void Prepare(RowBatch rows);

    /// <summary>Writes a row and returns its length.</summary>
    public abstract int Write(int row, Span<byte> target);

    /// <summary>Writes the rows at places <paramref name="first"/> to <paramref name="end"/>.</summary>
    public async ValueTask WriteAsync(PipeWriter writer, RowList rows, int first, int end, CancellationToken cancellation)
    {
        for (var place = first; place < end;)
        {
            place = Fill(writer, rows, place, end, separate: Separated && place > first);
            await FlushAsync(writer, cancellation);
        }
    }

    /// <summary>Hands a filled block on.</summary>
    public static async ValueTask FlushAsync(PipeWriter writer, CancellationToken cancellation)
    {
        if (writer.UnflushedBytes >= Block / 2 && (await writer.FlushAsync(cancellation)).IsCompleted)
            throw new OperationCanceledException("The reader has gone.");
    }

    int Fill(PipeWriter writer, RowList rows, int place, int end, bool separate)
    {
        var rowBytes = MaxBytes + 1;
        var buffer = writer.GetSpan(Math.Max(Block, rowBytes));
        var length = 0;
        for (var prepared = place; place < end && buffer.Length - length >= rowBytes; place++)
        {
            if (place == prepared)
                prepared += Prepare(rows, place, Math.Min(Batch, end - place));
            if (separate)
                buffer[length++] = (byte)',';
            separate = Separated;
            length += Write(rows[place], buffer[length..]);
        }

        writer.Advance(length);
        return place;
    }

    int Prepare(RowList rows, int place, int count)
    {
        Prepare(rows.Batch(place, count));
        return count;
    }
}
