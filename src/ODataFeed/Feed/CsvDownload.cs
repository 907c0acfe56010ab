using ODataFeed.Snapshot;

namespace ODataFeed.Feed;

/// <summary>The headers of a CSV answer that stand for what the format has no place for.</summary>
static class CsvDownload
{
    /// <param name="next">Where the rest is (RFC 8288); null where the answer is whole.</param>
    public static void SetHeaders(HttpResponse response, TableSchema set, string? next)
    {
        response.Headers.ContentDisposition = $"attachment; filename=\"{set.Name}.csv\"";

        // The link repeats the query as it was written, and angle brackets end a link.
        if (next is not null)
            response.Headers.Link = $"<{next.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal)}>; rel=\"next\"";
    }
}
