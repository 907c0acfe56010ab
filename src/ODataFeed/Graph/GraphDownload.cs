namespace ODataFeed.Graph;

/// <summary>
/// A report on its way: the body is read from the wire as the consumer reads it. Reading throws <see cref="IOException"/> when the
/// connection breaks, stalls, or the body is shorter than announced.
/// </summary>
sealed class GraphDownload(DownloadFormat format, Stream body, HttpResponseMessage response) : IAsyncDisposable
{
    public DownloadFormat Format { get; } = format;

    public Stream Body { get; } = body;

    /// <summary>The entity tag as written, to ask with next time; null where the answer had none.</summary>
    public string? EntityTag => response.Headers.ETag?.ToString();

    /// <summary>Where it comes from.</summary>
    public string Host => response.RequestMessage!.RequestUri!.Host;

    public async ValueTask DisposeAsync()
    {
        await Body.DisposeAsync();
        response.Dispose();
    }
}
