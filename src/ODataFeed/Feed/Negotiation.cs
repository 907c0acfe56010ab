using Microsoft.Net.Http.Headers;
using ODataFeed.Output;
using ODataFeed.Query;
using ODataFeed.Query.Plan;

namespace ODataFeed.Feed;

/// <summary>
/// Which form an answer takes: <c>$format</c> before <c>Accept</c> (OData part 1 §11.2.12), the protocol version by
/// <c>OData-MaxVersion</c>. Without that header the answer is 4.0: clients that do not state what they understand were written for it.
/// </summary>
static class Negotiation
{
    const string JsonNames = "application/json with odata.metadata=minimal, full or none";

    /// <summary>The form of what a resource path addresses.</summary>
    /// <inheritdoc cref="Rows"/>
    public static Representation Of(ResourceKind kind, HttpRequest request, string? format) => kind switch
    {
        ResourceKind.Count or ResourceKind.Value => PlainText(request, format),
        ResourceKind.Reference or ResourceKind.References => Json(request, format),
        _ => Rows(request, format),
    };

    /// <summary>The form of rows and entities.</summary>
    /// <exception cref="FeedException">Nothing the client accepts is on offer.</exception>
    public static Representation Rows(HttpRequest request, string? format) => Choose(request, format, $"json, csv, {JsonNames}, or text/csv", Json(request), Csv(request));

    /// <summary>The form of the service document and other answers that are JSON alone.</summary>
    /// <inheritdoc cref="Rows"/>
    public static Representation Json(HttpRequest request, string? format) => Choose(request, format, $"json, or {JsonNames}", Json(request));

    /// <summary>The form of a raw value, as of <c>/$count</c>.</summary>
    /// <inheritdoc cref="Rows"/>
    public static Representation PlainText(HttpRequest request, string? format) =>
        Choose(request, format, "text/plain", Plain(request, "text/plain", null, PayloadFormat.PlainText));

    /// <summary>
    /// The form of <c>$metadata</c>. JSON with parameters is a wish for data, which clients repeat with every request: Power Query does,
    /// and reads the model as XML alone. So it counts only where the client takes no XML.
    /// </summary>
    /// <inheritdoc cref="Rows"/>
    public static Representation Metadata(HttpRequest request, string? format)
    {
        var xml = Plain(request, "application/xml", "xml", PayloadFormat.CsdlXml);
        var json = Plain(request, "application/json", "json", PayloadFormat.CsdlJson);
        var lenient = json with { Form = range => MediaParameters.Json(range, Form(request), AnyCharset(request)) is null ? null : json.Form(null) };
        return Choose(request, format, "xml, json, application/xml or application/json", [xml, json], [lenient]);
    }

    /// <summary>Whether the client understands 4.01.</summary>
    /// <exception cref="FeedException">It caps the version below 4.0, or in no version's form.</exception>
    public static bool Is401(HttpRequest request) => request.Headers["OData-MaxVersion"].ToString().Trim() switch
    {
        "" => false,
        var found when ProtocolHeaders.Read(found) is { } version && version >= ProtocolHeaders.Oldest => version > ProtocolHeaders.Oldest,
        var found => throw FeedErrors.UnsupportedVersion("OData-MaxVersion", found),
    };

    static Representation Choose(HttpRequest request, string? format, string names, params MediaOffer[] offers) => Choose(request, format, names, offers, []);

    /// <param name="others">What is offered where the client takes none of the offers.</param>
    static Representation Choose(HttpRequest request, string? format, string names, MediaOffer[] offers, MediaOffer[] others)
    {
        if (format is not null)
            return offers.Concat(others).Select(offer => offer.Named(format)).FirstOrDefault(form => form is not null) ?? throw FeedErrors.InvalidFormat(format, names);
        var ranges = AcceptHeader.All(request.Headers.Accept);
        if (ranges.Count == 0)
            return offers[0].Form(null)!;
        return MediaOffer.Best(ranges, offers) ?? MediaOffer.Best(ranges, others) ?? throw FeedErrors.NotAcceptable(request.Headers.Accept.ToString(), names);
    }

    static MediaOffer Json(HttpRequest request) =>
        new("application/json", "json", range => MediaParameters.Json(range, Form(request), AnyCharset(request)));

    static MediaOffer Csv(HttpRequest request) => Plain(request, "text/csv", "csv", PayloadFormat.Csv);

    static MediaOffer Plain(HttpRequest request, string mediaType, string? shortName, PayloadFormat format) =>
        new(mediaType, shortName, range => MediaParameters.Plain(range, Form(request) with { Format = format }, AnyCharset(request)));

    static Representation Form(HttpRequest request) => new(Version401: Is401(request));

    static bool AnyCharset(HttpRequest request) => request.Headers.ContainsKey(HeaderNames.AcceptCharset);
}
