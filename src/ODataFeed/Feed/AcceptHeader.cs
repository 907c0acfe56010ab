using Microsoft.Net.Http.Headers;

namespace ODataFeed.Feed;

/// <summary>One media range a client accepts, the best first (RFC 9110 §12.5.1).</summary>
static class AcceptHeader
{
    /// <summary>The ranges by quality, then by how much they say; ranges of quality 0 are left out. Unreadable ones are passed over.</summary>
    public static IReadOnlyList<MediaTypeHeaderValue> Parse(IList<string?> values)
    {
        if (!MediaTypeHeaderValue.TryParseList([.. values.OfType<string>()], out var ranges))
            return [];
        return [.. ranges
            .Where(range => range.Quality is not 0)
            .OrderByDescending(range => range.Quality ?? 1)
            .ThenByDescending(range => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2)];
    }

    /// <summary>A parameter's value, unquoted; null where it is not given.</summary>
    public static string? Parameter(this MediaTypeHeaderValue range, string name)
    {
        var parameter = range.Parameters.FirstOrDefault(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return parameter is null ? null : HeaderUtilities.RemoveQuotes(parameter.Value).ToString();
    }
}
