using ODataFeed.Query;
using ODataFeed.Query.Database;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Web;

/// <summary>Answers the queries of pages in process, by the same planner and executor as the feed's, so that both agree.</summary>
sealed class PageQueries(FeedModel model, PublishedSnapshots snapshots, DatabaseExecutor database, QuerySlots slots, PageLimits limits, TimeProvider time)
{
    /// <summary>Rows read of a set whose rows are in the store: more than any page shows.</summary>
    const int MostRows = 10_000;

    readonly PlanCache _plans = new(new Planner(model, time), limits.Syntax);

    /// <summary>The sets there are to ask.</summary>
    public FeedModel Model => model;

    /// <param name="set">The entity set.</param>
    /// <param name="query">Options as in a URL: percent-encoded, without question mark.</param>
    /// <exception cref="FeedException">The feed would refuse it, too.</exception>
    public async Task<QueryResult> RunAsync(string set, string query, CancellationToken cancellation)
    {
        var plan = _plans.Plan(PathParser.Parse(set), set, query);
        var table = Current(plan.Set.Name);
        return table.IsInStore
            ? (await slots.HoldAsync(() => database.RunAsync(plan, Related, new PageRequest(MostRows), cancellation, limits.Groups), cancellation)).Result
            : await slots.RunAsync(token => Executor.Run(plan, table, Related, token, limits.Groups), cancellation);

        Table Related(string other) => Current(other) is { IsInStore: false } related ? related : throw FeedErrors.NeedsOther(plan.Set.Name, other);
    }

    Table Current(string set) => snapshots.Current.Find(set)
        ?? throw (snapshots.Refusal(set) is { } reason ? FeedErrors.ReportUnavailable(set, reason) : FeedErrors.NotLoaded(set));
}
