using ODataFeed.Query;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Web;

/// <summary>Answers the queries of pages in process, by the same planner and executor as the feed's, so that both agree.</summary>
sealed class PageQueries(FeedModel model, PublishedSnapshots snapshots, PageLimits limits, TimeProvider time)
{
    readonly PlanCache _plans = new(new Planner(model, time), limits.Syntax);

    /// <summary>The sets there are to ask.</summary>
    public FeedModel Model => model;

    /// <param name="set">The entity set.</param>
    /// <param name="query">Options as in a URL: percent-encoded, without question mark.</param>
    /// <exception cref="FeedException">The feed would refuse it, too.</exception>
    public QueryResult Run(string set, string query, CancellationToken cancellation)
    {
        var plan = _plans.Plan(PathParser.Parse(set), set, query);
        using var limit = new CancellationTokenSource(limits.Time, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return Executor.Run(plan, Current(set), Current, either.Token, limits.Groups);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw FeedErrors.QueryTooLong(limits.Time);
        }
    }

    Table Current(string set) => snapshots.Current.Find(set)
        ?? throw (snapshots.Refusal(set) is { } reason ? FeedErrors.ReportUnavailable(set, reason) : FeedErrors.NotLoaded(set));
}
