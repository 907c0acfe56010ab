using Microsoft.Net.Http.Headers;
using ODataFeed.Output;

namespace ODataFeed.Feed;

/// <summary>
/// Reads the parameters of a media range. A range with a parameter that is unknown, or has a value we do not do, is none we can serve
/// (OData part 1 §8.2.1): <c>odata=minimalmetadata</c>, say, is how OData 3 asked for its own JSON, which has other names.
/// </summary>
static class MediaParameters
{
    /// <summary>The form of OData JSON: parameters of 4.0 and 4.01 alike, names and values in any case (JSON Format §3).</summary>
    public static Representation? Json(MediaTypeHeaderValue? range, Representation form, bool anyCharset)
    {
        foreach (var (name, value) in Parameters(range))
        {
            Representation? next = (name, value) switch
            {
                ("odata.metadata" or "metadata", "minimal") => form with { Metadata = MetadataLevel.Minimal },
                ("odata.metadata" or "metadata", "none") => form with { Metadata = MetadataLevel.None },
                ("odata.metadata" or "metadata", "full") => form with { Metadata = MetadataLevel.Full },
                ("ieee754compatible", "true" or "false") => form with { LongsAsText = value == "true" },
                ("odata.streaming" or "streaming", "true" or "false") => form with { Streaming = value == "true" },

                // Allows exponents in decimals; we write none either way.
                ("exponentialdecimals", "true" or "false") => form,
                _ => Charset(name, value, form, anyCharset),
            };
            if (next is null)
                return null;
            form = next;
        }

        return form;
    }

    /// <summary>The form of a type without parameters of its own.</summary>
    public static Representation? Plain(MediaTypeHeaderValue? range, Representation form, bool anyCharset)
    {
        foreach (var (name, value) in Parameters(range))
        {
            if (Charset(name, value, form, anyCharset) is not { } next)
                return null;
            form = next;
        }

        return form;
    }

    /// <summary>We write UTF-8 alone. Where <c>Accept-Charset</c> is given it takes the parameter's place, and a server may pass over it (RFC 9110 §12.5.2).</summary>
    static Representation? Charset(string name, string value, Representation form, bool anyCharset) =>
        name == "charset" && (anyCharset || value is "utf-8" or "utf8") ? form with { Charset = true } : null;

    static IEnumerable<(string Name, string Value)> Parameters(MediaTypeHeaderValue? range) =>
        from parameter in range?.Parameters ?? []
        where !parameter.Name.Equals("q", StringComparison.OrdinalIgnoreCase)
        select (parameter.Name.ToString().ToLowerInvariant(), HeaderUtilities.RemoveQuotes(parameter.Value).ToString().ToLowerInvariant());
}
