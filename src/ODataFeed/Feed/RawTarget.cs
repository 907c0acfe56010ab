using Microsoft.AspNetCore.Http.Features;
using ODataFeed.Query;

namespace ODataFeed.Feed;

/// <summary>
/// The request target as it came over the wire: OData splits at slashes and ampersands before decoding (part 2 §2), the framework
/// decodes first.
/// </summary>
/// <param name="Path">Below the service root, percent-encoded, without leading slash.</param>
/// <param name="Query">Percent-encoded, without question mark.</param>
readonly record struct RawTarget(string Path, string Query)
{
    /// <summary>The target of a request whose path begins with <paramref name="root"/>.</summary>
    public static RawTarget Of(HttpContext context, string root)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;

        // An absolute form (RFC 9112 §3.2.2), as proxies send it.
        if (!target.StartsWith('/') && target.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
            target = target.IndexOfAny(['/', '?'], scheme + 3) is > 0 and var end ? target[end..] : "";
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? target : target[..mark];
        var below = path.StartsWith(root, StringComparison.OrdinalIgnoreCase) ? path[root.Length..] : Encoded(context.Request.Path.Value![root.Length..]);
        return new RawTarget(below.TrimStart('/'), mark < 0 ? "" : target[(mark + 1)..]);
    }

    /// <summary>The path as the server decoded it, encoded again: where the root is written with escapes or dots. Only slashes stay encoded.</summary>
    static string Encoded(string path) =>
        string.Join('/', path.Split('/').Select(Uri.EscapeDataString)).Replace("%252F", "%2F", StringComparison.OrdinalIgnoreCase);

    /// <summary>The query's options, each as it was written, by decoded lower-case name without dollar sign.</summary>
    public IEnumerable<(string Name, string Raw)> Options =>
        Query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(raw => (NameOf(raw), raw));

    /// <summary>The decoded value of an option; null where it is not given.</summary>
    /// <exception cref="FeedException">It is given twice.</exception>
    public string? Option(string name)
    {
        string? value = null;
        foreach (var (found, raw) in Options)
        {
            if (found != name)
                continue;
            if (value is not null)
                throw FeedErrors.DuplicateOption("$" + name);
            value = Uri.UnescapeDataString(raw[(raw.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        }

        return value;
    }

    /// <summary>The query without some options.</summary>
    public string Without(params string[] names) =>
        string.Join('&', Options.Where(option => !names.Contains(option.Name)).Select(option => option.Raw));

    static string NameOf(string raw)
    {
        var end = raw.IndexOf('=', StringComparison.Ordinal);
        var name = Uri.UnescapeDataString(end < 0 ? raw : raw[..end]).ToLowerInvariant();
        return name.StartsWith('$') ? name[1..] : name;
    }
}
