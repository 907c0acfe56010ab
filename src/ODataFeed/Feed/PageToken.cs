using ODataFeed.Query;
using ODataFeed.Query.Database;

namespace ODataFeed.Feed;

/// <summary>What a <c>$skiptoken</c> says: a place within a result of a known version, or a row behind which to go on over live tables.</summary>
readonly record struct PageToken(SkipToken? Place, PageMark? Mark)
{
    public int PageSize => Place?.PageSize ?? Mark!.Size;

    /// <exception cref="FeedException">The text is no token.</exception>
    public static PageToken Parse(string text) => PageMark.Parse(text) is { } mark ? new PageToken(null, mark) : new PageToken(SkipToken.Parse(text), null);
}
