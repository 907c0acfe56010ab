using System.Globalization;
using ODataFeed.Query;

namespace ODataFeed.Feed;

/// <summary>
/// The request headers of OData but <c>Prefer</c>. Of the ones that apply to reading, <c>Isolation</c> alone has a bare and a prefixed
/// name; <c>OData-Version</c> and <c>OData-MaxVersion</c> are only ever written so (OData ABNF, "headers").
/// </summary>
static class ProtocolHeaders
{
    public static readonly Version Oldest = new(4, 0);
    static readonly Version Newest = new(4, 1);

    /// <summary>Refuses what the feed cannot do as asked.</summary>
    /// <exception cref="FeedException">The request is of a protocol newer or older than ours, or wants another isolation than a snapshot.</exception>
    public static void Check(HttpRequest request)
    {
        if (request.Headers["OData-Version"].ToString().Trim() is { Length: > 0 } version && !(Read(version) is { } found && found >= Oldest && found <= Newest))
            throw FeedErrors.UnsupportedVersion("OData-Version", version);

        // The bare name is the one of 4.01 and comes first (part 1 §8.2.6). An answer is of one snapshot, and so are its pages.
        var isolation = request.Headers["Isolation"].ToString() is { Length: > 0 } bare ? bare : request.Headers["OData-Isolation"].ToString();
        if (isolation.Trim() is { Length: > 0 } wanted && !wanted.Equals("snapshot", StringComparison.OrdinalIgnoreCase))
            throw FeedErrors.UnsupportedIsolation(wanted);
    }

    /// <summary>A version, where <c>4.01</c> is the first minor one.</summary>
    public static Version? Read(string text) =>
        text.Split('.') is [var major, var minor]
        && int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            ? new Version(first, second)
            : null;
}
