using ODataFeed.Query;
using ODataFeed.Query.Database;
using ODataFeed.Query.Plan;

namespace ODataFeed.Feed;

/// <summary>What a <c>$skiptoken</c> says: a place within a result of a known version, or a row behind which to go on over live tables.</summary>
readonly record struct PageToken(SkipToken? Place, PageMark? Mark)
{
    public int PageSize => Place?.PageSize ?? Mark!.Size;

    /// <exception cref="FeedException">The text is no token, or that of another query than the plan's.</exception>
    public static PageToken Parse(string text, QueryPlan plan)
    {
        if (PageMark.Parse(text) is not { } mark)
            return new PageToken(SkipToken.Parse(text, plan), null);
        return mark.Query == plan.Signature && plan is { Skip: 0, Top: null } ? new PageToken(null, mark) : throw FeedErrors.ForeignSkipToken();
    }
}
