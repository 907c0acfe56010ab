namespace ODataFeed.Feed.Batch;

/// <summary>One request of a batch, as it was written: nothing of it is checked but its form.</summary>
/// <param name="Id">Its identifier (<c>Content-ID</c>, <c>id</c>); null where the format does not ask for one.</param>
/// <param name="Method">In capitals.</param>
/// <param name="Url">Absolute, an absolute path, or relative to the service root.</param>
sealed record BatchRequest(string? Id, string Method, string Url)
{
    /// <summary>In the order given; a name may come more than once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The change set or atomicity group it belongs to.</summary>
    public string? Group { get; init; }

    /// <summary>Whether the group is a change set of the multipart format, which is answered as a whole.</summary>
    public bool InChangeSet { get; init; }

    /// <summary>Identifiers of requests and groups before it.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Whether it has a condition (<c>if</c>).</summary>
    public bool HasCondition { get; init; }

    /// <summary>Whether it only reads: a GET, a HEAD, or a POST of a query.</summary>
    public bool Reads => Method is "GET" or "HEAD" || PostsQuery;

    /// <summary>Whether it is another batch.</summary>
    public bool IsBatch => LastSegment is "$batch" or "%24batch";

    bool PostsQuery => Method == "POST" && LastSegment is "$query" or "%24query";

    string LastSegment
    {
        get
        {
            var end = Url.IndexOf('?', StringComparison.Ordinal);
            var path = (end < 0 ? Url : Url[..end]).TrimEnd('/');
            return path[(path.LastIndexOf('/') + 1)..].ToLowerInvariant();
        }
    }

    /// <summary>Whether a text may be an identifier (OData ABNF, <c>request-id</c>); anything else could not be written into a header.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= 256 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~');
}
