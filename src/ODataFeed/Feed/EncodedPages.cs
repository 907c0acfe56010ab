using System.IO.Pipelines;
using ODataFeed.Snapshot;

namespace ODataFeed.Feed;

/// <summary>
/// Writes pages, and keeps the bytes of those that the next one to ask is likely to want: compressed ones, which cost ten times their
/// writing, and small ones. They go with the version of the table they are of.
/// </summary>
static class EncodedPages
{
    /// <summary>Twice what the rows take: a report of users, all its pages compressed, where hardly a cell is like another.</summary>
    const double Share = 2;

    /// <summary>Kept of any table.</summary>
    const long Least = 4 << 20;

    /// <summary>Plain pages of more rows are written about as fast as they are copied, and would drive all others out.</summary>
    const int MostPlainRows = 2_000;

    /// <summary>Bytes handed on at a time: just below what Kestrel takes without waiting, so that copying goes on while it sends.</summary>
    const int Block = 63 * 1024;

    static readonly TableCache<PageKey, byte[]> Known = new(Share, Least);

    /// <summary>Answers with a page: the known bytes, or what <paramref name="write"/> writes.</summary>
    /// <param name="tables">Those the page is of, its own set's first; pages of rows in the store are not kept, for these may change.</param>
    /// <param name="key">What the page is known by; null where it is good for this request alone.</param>
    public static async Task AnswerAsync(HttpContext context, IReadOnlyList<Table> tables, PageKey? key, Func<PipeWriter, Task> write, CancellationToken cancellation)
    {
        var response = context.Response;
        var coding = ContentCoding.Of(context.Request);
        if (key is null || tables.Any(table => table.IsInStore) || (coding is null && key.Rows > MostPlainRows))
        {
            await write(response.BodyWriter);
            return;
        }

        key = key with { Coding = coding };
        if (coding is not null)
            response.Headers.ContentEncoding = coding;
        if (Known.Find(tables[0], key) is { } known)
        {
            await SendAsync(response.BodyWriter, known, cancellation);
            return;
        }

        using var recorded = new RecordedWriter(response.BodyWriter, Known.MostBytes(tables[0]));
        await (coding is null ? write(recorded) : EncodeAsync(recorded, coding, write));
        if (recorded.Copy is { } page)
            Known.Keep(tables[0], key, page, page.Length);
    }

    /// <summary>What fails on the way is left as it is: finishing the coding would make a broken answer look whole.</summary>
    static async Task EncodeAsync(PipeWriter target, string coding, Func<PipeWriter, Task> write)
    {
        var stream = ContentCoding.Encode(coding, target.AsStream(leaveOpen: true));
        var pipe = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        await write(pipe);
        await pipe.CompleteAsync();
        await stream.DisposeAsync();
    }

    static async Task SendAsync(PipeWriter writer, byte[] page, CancellationToken cancellation)
    {
        for (var sent = 0; sent < page.Length;)
        {
            var part = page.AsSpan(sent, Math.Min(Block, page.Length - sent));
            part.CopyTo(writer.GetSpan(Block));
            writer.Advance(part.Length);
            sent += part.Length;
            if ((await writer.FlushAsync(cancellation)).IsCompleted)
                throw new OperationCanceledException("The reader has gone.");
        }
    }
}
