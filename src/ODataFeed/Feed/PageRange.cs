using ODataFeed.Query.Execution;

namespace ODataFeed.Feed;

/// <summary>The part of a result that goes into one answer.</summary>
/// <param name="Size">Rows in a page.</param>
/// <param name="End">The place behind the page's last row.</param>
/// <param name="Next">Where the next page begins; null where this is the last.</param>
readonly record struct PageRange(int First, int End, int Size, SkipToken? Next)
{
    /// <param name="versions">Those of the tables read.</param>
    /// <param name="unpaged">The format has no place for a link, so the answer is whole unless the client prefers pages.</param>
    public static PageRange Of(QueryResult result, string versions, SkipToken? token, Preferences preferences, FeedOptions options, bool unpaged)
    {
        var wanted = preferences.PageSize ?? token?.PageSize;
        var size = wanted is null && unpaged ? int.MaxValue : Math.Min(wanted ?? options.PageSize, options.MaxPageSize);
        var first = Math.Min(token?.First ?? result.First, result.Rows.Count);
        var last = Math.Min(token?.End ?? result.End, result.Rows.Count);
        var end = (int)Math.Min((long)first + size, last);
        return new PageRange(first, end, size, end < last ? new SkipToken(versions, end, last, size, result.Plan.Signature) : null);
    }
}
