using Microsoft.Net.Http.Headers;
using ODataFeed.Output;
using ODataFeed.Query;

namespace ODataFeed.Feed;

/// <summary>
/// Which form an answer takes: <c>$format</c> before <c>Accept</c> (OData part 1 §11.2.12), the protocol version by
/// <c>OData-MaxVersion</c>. Without that header the answer is 4.0: clients that do not state what they understand were written for it.
/// </summary>
static class Negotiation
{
    const string JsonOffer = "application/json with odata.metadata=minimal or none";

    /// <summary>The form of rows, entities and the service document.</summary>
    /// <exception cref="FeedException">Nothing the client accepts is on offer, or it caps the version below 4.0.</exception>
    public static Representation Json(HttpRequest request, string? format)
    {
        var version401 = Is401(request);
        if (format is not null)
        {
            var range = format.Equals("json", StringComparison.OrdinalIgnoreCase) ? new MediaTypeHeaderValue("application/json") : Range(format);
            return range is not null && AsJson(range, version401) is { } asked ? asked : throw FeedErrors.InvalidFormat(format, $"json, {JsonOffer}");
        }

        var ranges = AcceptHeader.Parse(request.Headers.Accept);
        if (ranges.Count == 0)
            return new Representation(Version401: version401);
        return ranges.Select(range => AsJson(range, version401)).FirstOrDefault(form => form is not null)
            ?? throw FeedErrors.NotAcceptable(request.Headers.Accept.ToString(), JsonOffer);
    }

    /// <summary>Checks that a client that wants plain text, as of <c>/$count</c>, or anything, gets it.</summary>
    public static void PlainText(HttpRequest request, string? format) => Single(request, format, "text/plain", "text/plain");

    /// <summary>Checks that the client takes <c>$metadata</c> as XML.</summary>
    public static void Xml(HttpRequest request, string? format) => Single(request, format, "application/xml", "xml");

    static void Single(HttpRequest request, string? format, string type, string shortName)
    {
        Is401(request);
        var offered = MediaTypeHeaderValue.Parse(type);
        if (format is not null)
        {
            if (!format.Equals(shortName, StringComparison.OrdinalIgnoreCase) && !(Range(format) is { } asked && offered.IsSubsetOf(WithoutQuality(asked))))
                throw FeedErrors.InvalidFormat(format, type);
            return;
        }

        var ranges = AcceptHeader.Parse(request.Headers.Accept);
        if (ranges.Count > 0 && !ranges.Any(range => offered.IsSubsetOf(WithoutQuality(range))))
            throw FeedErrors.NotAcceptable(request.Headers.Accept.ToString(), type);
    }

    /// <summary>The form a media range asks for; null where JSON is not within it, or only a JSON of an older protocol.</summary>
    static Representation? AsJson(MediaTypeHeaderValue range, bool version401)
    {
        if (range.MatchesAllTypes || (range.MatchesAllSubTypes && range.Type.Equals("application", StringComparison.OrdinalIgnoreCase)))
            return new Representation(Version401: version401);

        // odata=minimalmetadata is how OData 3 asked for its own JSON, which has other names.
        if (!range.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || range.Parameter("odata") is not null)
            return null;
        var metadata = (range.Parameter("odata.metadata") ?? range.Parameter("metadata") ?? "minimal").ToLowerInvariant();
        var longsAsText = string.Equals(range.Parameter("IEEE754Compatible"), "true", StringComparison.OrdinalIgnoreCase);
        return metadata switch
        {
            "minimal" => new Representation(MetadataLevel.Minimal, version401, longsAsText),
            "none" => new Representation(MetadataLevel.None, version401, longsAsText),
            _ => null,
        };
    }

    /// <summary>Whether the client understands 4.01.</summary>
    public static bool Is401(HttpRequest request)
    {
        var found = request.Headers["OData-MaxVersion"].ToString().Trim();
        return found switch
        {
            "" or "4.0" => false,
            _ when Version.TryParse(found, out var version) && version >= new Version(4, 0) => version > new Version(4, 0),
            _ => throw FeedErrors.UnsupportedVersion(found),
        };
    }

    static MediaTypeHeaderValue? Range(string text) => MediaTypeHeaderValue.TryParse(text, out var range) ? range : null;

    static MediaTypeHeaderValue WithoutQuality(MediaTypeHeaderValue range) => new(range.MediaType);
}
