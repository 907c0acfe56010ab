using Microsoft.Net.Http.Headers;

namespace ODataFeed.Feed;

/// <summary>The media ranges of <c>Accept</c> (RFC 9110 §12.5.1).</summary>
static class AcceptHeader
{
    /// <summary>The ranges a client accepts, by quality, then by how much they say. Unreadable ones are passed over.</summary>
    public static IReadOnlyList<MediaTypeHeaderValue> Parse(IList<string?> values) => [.. All(values).Where(range => range.Quality is not 0)];

    /// <summary>The same with those of quality 0, which exclude what a wider range would take.</summary>
    public static IReadOnlyList<MediaTypeHeaderValue> All(IList<string?> values)
    {
        if (!MediaTypeHeaderValue.TryParseList([.. values.OfType<string>()], out var ranges))
            return [];
        return [.. ranges.OrderByDescending(range => range.Quality ?? 1).ThenByDescending(Specificity)];
    }

    /// <summary>How closely a range names a type: the closest one decides over a type.</summary>
    public static int Specificity(this MediaTypeHeaderValue range) => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2;

    /// <summary>Whether a wildcard covers a media type.</summary>
    public static bool Covers(this MediaTypeHeaderValue range, string mediaType) =>
        range.MatchesAllTypes || (range.MatchesAllSubTypes && mediaType.StartsWith($"{range.Type}/", StringComparison.OrdinalIgnoreCase));
}
