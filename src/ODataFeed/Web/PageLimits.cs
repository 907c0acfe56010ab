using ODataFeed.Access;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Web;

/// <summary>What holds for the queries of pages as for those of the feed.</summary>
/// <param name="Seen">The model as a caller with some rights sees it.</param>
/// <param name="Syntax">How large a query may be.</param>
/// <param name="Groups">The most groups that one <c>groupby</c> may make.</param>
sealed record PageLimits(Func<FeedModel, ReadRights, FeedModel> Seen, SyntaxLimits Syntax, int Groups);
