using Microsoft.Net.Http.Headers;
using ODataFeed.Query;
using ODataFeed.Query.Syntax;

namespace ODataFeed.Feed.Batch;

/// <summary>Chooses between the two formats of an answer, and reads the one preference that concerns the batch itself.</summary>
static class BatchAnswerForm
{
    public const string Multipart = "multipart/mixed";

    public const string Json = "application/json";

    /// <summary>Whether the answer is JSON: as <c>$format</c>, else <c>Accept</c> has it, else as the batch itself (OData part 1 §11.7.1).</summary>
    /// <exception cref="FeedException">Neither format is accepted, or the URL has options a batch does not take.</exception>
    public static bool IsJson(HttpRequest request, RawTarget target, bool batchIsJson)
    {
        foreach (var (name, raw) in target.Options)
        {
            if (name != "format" && (raw.StartsWith('$') || raw.StartsWith("%24", StringComparison.Ordinal) || QueryOptions.TryFind(name, out _)))
                throw QueryOptions.Unknown("$" + name, QueryOption.Format);
        }

        if (target.Option("format") is { } format)
        {
            return Of(format.Equals("json", StringComparison.OrdinalIgnoreCase) ? Json : format, batchIsJson)
                ?? throw FeedErrors.InvalidFormat(format, $"{Multipart} and {Json}");
        }

        var ranges = AcceptHeader.Parse(request.Headers.Accept);
        if (ranges.Count == 0)
            return batchIsJson;
        return ranges.Select(range => Of(range, batchIsJson)).FirstOrDefault(form => form is not null)
            ?? throw FeedErrors.NotAcceptable(request.Headers.Accept.ToString(), $"{Multipart} and {Json}");
    }

    /// <summary>The preference <c>continue-on-error</c>; null where it is not given.</summary>
    public static bool? ContinuesOnError(HttpRequest request)
    {
        foreach (var item in request.Headers["Prefer"].SelectMany(line => (line ?? "").Split(',')).Select(item => item.Split(';')[0].Trim()))
        {
            var parts = item.Split('=', 2, StringSplitOptions.TrimEntries);
            var name = parts[0].StartsWith("odata.", StringComparison.OrdinalIgnoreCase) ? parts[0][6..] : parts[0];
            if (!name.Equals("continue-on-error", StringComparison.OrdinalIgnoreCase))
                continue;
            return parts.Length == 1 || (bool.TryParse(parts[1].Trim('"'), out var value) ? value : throw FeedErrors.InvalidPreference(item, "continue-on-error, =true or =false"));
        }

        return null;
    }

    static bool? Of(string format, bool batchIsJson) => MediaTypeHeaderValue.TryParse(format, out var range) ? Of(range, batchIsJson) : null;

    static bool? Of(MediaTypeHeaderValue range, bool batchIsJson)
    {
        var (multipart, json) = (MediaTypeHeaderValue.Parse(Multipart), MediaTypeHeaderValue.Parse(Json));
        var plain = new MediaTypeHeaderValue(range.MediaType);
        return (multipart.IsSubsetOf(plain), json.IsSubsetOf(plain)) switch
        {
            (true, true) => batchIsJson,
            (false, false) => null,
            var (_, isJson) => isJson,
        };
    }
}
