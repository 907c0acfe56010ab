using ODataFeed.Query;

namespace ODataFeed.Feed.Batch;

/// <summary>
/// Where requests of a batch may lead: the root as the batch itself was addressed, and as <c>Feed:PublicUrl</c> has it. A batch must not
/// reach what its sender could not have asked for at this root.
/// </summary>
sealed class ServiceRoot(HttpRequest batch, FeedOptions options)
{
    readonly Uri? _public = options.PublicUrl is null ? null : new Uri(options.PublicUrl);

    /// <summary>The request target of one request, always an absolute path at the root of this process.</summary>
    /// <param name="host">Its own <c>Host</c> header, or null.</param>
    /// <exception cref="FeedException">404: it leads elsewhere; 400: it is no URL.</exception>
    public string Target(string url, string? host)
    {
        if (UrlEncoding.HasControls(url))
            throw FeedErrors.InvalidBatch("A request", "a URL with control characters", "a percent-encoded URL");
        var defaultPort = batch.IsHttps ? 443 : 80;
        if (host is not null && new HostString(host) is var own && !IsOurs(own.Host, own.Port ?? defaultPort, defaultPort))
            throw Outside(url);
        return $"{options.Path}/{UrlEncoding.Encode(Below(url))}";
    }

    string Below(string url)
    {
        if (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https" && url.Contains("://", StringComparison.Ordinal))
        {
            var path = url.IndexOf('/', url.IndexOf("://", StringComparison.Ordinal) + 3);
            if (absolute.UserInfo.Length > 0 || !IsOurs(absolute.Host, absolute.Port, absolute.Scheme == "https" ? 443 : 80))
                throw Outside(url);
            return path < 0 ? throw Outside(url) : BelowPath(url[path..], url);
        }

        return url.StartsWith('/') ? BelowPath(url, url) : url;
    }

    string BelowPath(string path, string url)
    {
        foreach (var root in new[] { batch.PathBase + options.Path, _public?.AbsolutePath.TrimEnd('/') + options.Path })
        {
            if (path.StartsWith(root, StringComparison.OrdinalIgnoreCase) && (path.Length == root.Length || path[root.Length] is '/' or '?'))
                return path[root.Length..].TrimStart('/');
        }

        throw Outside(url);
    }

    /// <summary>The scheme is not compared: behind a proxy, ours is not the client's.</summary>
    bool IsOurs(string host, int port, int defaultPort) =>
        (host.Equals(batch.Host.Host, StringComparison.OrdinalIgnoreCase) && port == (batch.Host.Port ?? defaultPort))
        || (_public is not null && host.Equals(_public.Host, StringComparison.OrdinalIgnoreCase) && port == _public.Port);

    FeedException Outside(string url) => FeedErrors.OutsideTheService(url, options.Path);
}
