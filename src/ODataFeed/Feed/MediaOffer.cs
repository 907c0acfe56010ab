using Microsoft.Net.Http.Headers;
using ODataFeed.Output;

namespace ODataFeed.Feed;

/// <summary>A media type a resource has, and its forms.</summary>
/// <param name="MediaType">Without parameters.</param>
/// <param name="ShortName">What <c>$format</c> may call it; null where the protocol names nothing.</param>
/// <param name="Form">The form a range wants by its parameters; null where there is none such. Gets null for a wildcard.</param>
sealed record MediaOffer(string MediaType, string? ShortName, Func<MediaTypeHeaderValue?, Representation?> Form)
{
    /// <summary>The form a range asks for; null where the type is not within it, or not with its parameters.</summary>
    public Representation? Within(MediaTypeHeaderValue range) =>
        range.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase) ? Form(range)
        : range.Covers(MediaType) ? Form(null)
        : null;

    /// <summary>The form a value of <c>$format</c> asks for: a media type, or a short name, which takes no parameters.</summary>
    public Representation? Named(string format) =>
        format.Equals(ShortName, StringComparison.OrdinalIgnoreCase) ? Form(null)
        : MediaTypeHeaderValue.TryParse(format, out var range) ? Within(range)
        : null;

    /// <summary>
    /// The form a client likes best: by quality, then by the closest range, then by the order of the offers. A range does not speak for
    /// a type that a closer one names.
    /// </summary>
    public static Representation? Best(IReadOnlyList<MediaTypeHeaderValue> ranges, IReadOnlyList<MediaOffer> offers)
    {
        var closest = offers.Select(offer => (Offer: offer, Specificity: offer.Closest(ranges))).ToList();
        return (from range in ranges
                where range.Quality is not 0
                from known in closest
                where range.Specificity() == known.Specificity
                let form = known.Offer.Within(range)
                where form is not null
                select form).FirstOrDefault();
    }

    /// <summary>How closely the type is named at all. Found once, since headers of a batch may hold as many ranges as its body has room for.</summary>
    int? Closest(IEnumerable<MediaTypeHeaderValue> ranges) =>
        ranges.Where(range => Within(range) is not null).Max(range => (int?)range.Specificity());
}
