using ODataFeed.Query;
using ODataFeed.Query.Syntax;

namespace ODataFeed.Web.Explore;

/// <summary>A view of Explore as its URL says it: a set, query options of the feed, and how to show the answer.</summary>
/// <param name="Set">The entity set; empty where none is chosen.</param>
/// <param name="Options">The query options in order, decoded.</param>
/// <param name="Chart"><c>line</c>, <c>area</c>, <c>bar</c> or <c>none</c>; empty: as the rows suggest.</param>
/// <param name="Page">The page of the grid, from 1.</param>
sealed record ExploreQuery(string Set, IReadOnlyList<KeyValuePair<string, string>> Options, string Chart, int Page)
{
    static readonly string[] Own = ["set", "chart", "page"];

    /// <summary>The options as they stand in a URL of the feed.</summary>
    public string Text => QueryText.Join(Options);

    /// <summary>The path and query below the service root.</summary>
    public string Resource => Options.Count == 0 ? Set : $"{Set}?{Text}";

    public string? Option(string name) => Options.FirstOrDefault(option => option.Key == name).Value;

    /// <summary>The address of this view, relative to the pages.</summary>
    public string Link(string? chart = null, int page = 1)
    {
        var show = chart ?? Chart;
        return Links.Explore(Set, [
            .. Options,
            .. show.Length == 0 ? Enumerable.Empty<KeyValuePair<string, string>>() : [KeyValuePair.Create("chart", show)],
            .. page <= 1 ? Enumerable.Empty<KeyValuePair<string, string>>() : [KeyValuePair.Create("page", $"{page}")]]);
    }

    /// <summary>The same view with an option set; null takes it away.</summary>
    public ExploreQuery With(string name, string? value) => this with
    {
        Options = [.. Options.Where(option => option.Key != name), .. value is null ? Enumerable.Empty<KeyValuePair<string, string>>() : [KeyValuePair.Create(name, value)]],
        Page = 1,
    };

    /// <summary>The view a query string says.</summary>
    public static ExploreQuery Of(string queryString)
    {
        var pairs = Pairs(queryString.TrimStart('?'));
        string Value(string name) => pairs.FirstOrDefault(pair => pair.Key == name).Value ?? "";
        return new ExploreQuery(
            Value("set"),
            [.. pairs.Where(pair => !Own.Contains(pair.Key))],
            Value("chart"),
            int.TryParse(Value("page"), out var page) && page > 0 ? page : 1);
    }

    /// <summary>The view of a URL that someone typed: whole, below the service root, or only set and options.</summary>
    /// <param name="address">The URL, percent-encoded or as people write it.</param>
    /// <param name="feedPath">The path of the service root.</param>
    public static ExploreQuery OfAddress(string address, string feedPath)
    {
        var below = address.Trim();
        var root = below.IndexOf(feedPath + "/", StringComparison.OrdinalIgnoreCase);
        var mark = below.IndexOf('?', StringComparison.Ordinal);
        if (root >= 0 && (mark < 0 || root < mark))
            (below, mark) = (below[(root + feedPath.Length + 1)..], mark - root - feedPath.Length - 1);
        var (set, query) = mark < 0 ? (below, "") : (below[..mark], below[(mark + 1)..]);
        return new ExploreQuery(Decode(set).Trim('/'), Pairs(query), "", 1);
    }

    /// <summary>Name and value of an option as it stands in a URL.</summary>
    public static KeyValuePair<string, string> Pair(string option)
    {
        var equals = option.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? new(Decode(option), "") : new(Decode(option[..equals]), Decode(option[(equals + 1)..]));
    }

    static List<KeyValuePair<string, string>> Pairs(string query) =>
        [.. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Pair)];

    /// <summary>As the feed decodes; what it would refuse stays as it is, so that it can be shown as wrong.</summary>
    static string Decode(string text)
    {
        try
        {
            return UrlText.Decode(text, plusIsSpace: true, "the URL");
        }
        catch (FeedException)
        {
            return text;
        }
    }
}
