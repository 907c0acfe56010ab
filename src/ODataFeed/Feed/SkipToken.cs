using System.Globalization;
using ODataFeed.Query;
using ODataFeed.Query.Plan;

namespace ODataFeed.Feed;

/// <summary>
/// Where the next page begins: the versions of the tables read, the place of its first row, the place behind the last row of the whole answer
/// (so that <c>$skip</c> and <c>$top</c> need not be repeated), the page size, and which query it belongs to. Holds nothing worth protecting.
/// </summary>
/// <param name="Query"><see cref="QueryPlan.Signature"/></param>
readonly record struct SkipToken(string Versions, int First, int End, int PageSize, string Query)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Versions}-{First}-{End}-{PageSize}-{Query}");

    /// <exception cref="FeedException">The text is no token, or that of another query than the plan's.</exception>
    public static SkipToken Parse(string text, QueryPlan plan)
    {
        var parts = text.Split('-');
        if (parts.Length == 5 && parts[0].Split('.').All(version => Number(version, out _)) && Number(parts[1], out var first) && Number(parts[2], out var end) && Number(parts[3], out var size)
            && first <= end && end <= int.MaxValue && size is > 0 and <= int.MaxValue)
        {
            // The token stands for $skip and $top; nothing may be added to the link it came in (OData part 1 §11.2.6.7).
            return parts[4] == plan.Signature && plan is { Skip: 0, Top: null }
                ? new SkipToken(parts[0], (int)first, (int)end, (int)size, parts[4])
                : throw FeedErrors.ForeignSkipToken();
        }

        throw FeedErrors.InvalidSkipToken();
    }

    static bool Number(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
