using System.Collections.Concurrent;
using ODataFeed.Access;
using ODataFeed.Query;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Feed;

/// <summary>The feed as callers with the same rights see it: what they may not read is not there. Whatever answers them goes by this.</summary>
/// <param name="model">The sets they may read.</param>
/// <param name="planner">Makes plans over that model.</param>
/// <param name="limits">How large a query may be.</param>
/// <param name="mostRows">The largest <c>$top</c>.</param>
/// <param name="tag">Tells the view from others; part of entity tags.</param>
sealed class FeedView(FeedModel model, Planner planner, SyntaxLimits limits, long mostRows, string tag)
{
    readonly PlanCache _plans = new(planner, limits);

    public FeedModel Model { get; } = model;

    public MetadataDocuments Metadata { get; } = new(model);

    public string Tag { get; } = tag;

    /// <exception cref="FeedException">The request does not fit what the caller may read, or asks for what is not supported.</exception>
    public QueryPlan Plan(PathSyntax path, string rawPath, string rawQuery)
    {
        try
        {
            var plan = _plans.Plan(path, rawPath, rawQuery);
            return plan.Top > mostRows ? throw FeedErrors.TopTooLarge(plan.Top.Value, mostRows) : plan;
        }
        catch (FeedException unknown) when (unknown.Target is { } name && Model.MissingRightBehind(name.Split('/')[0]) is { } right)
        {
            // To the model, a property that leads to what may not be read does not exist; the caller is told why.
            throw FeedErrors.Forbidden(name, right);
        }
    }
}

/// <summary>The views of all callers. There are as many as there are different rights in the settings.</summary>
sealed class FeedViews(FeedModel model, FeedLimits limits, TimeProvider time)
{
    readonly ConcurrentDictionary<ReadRights, FeedView> _views = new();

    public FeedView Of(Caller caller) => _views.GetOrAdd(caller.Rights, rights =>
    {
        var seen = Seen(model, rights);
        // The same rows are answered with other properties where sets are open.
        var tag = seen.Sets.Any(set => set.IsOpen) ? rights.Tag + "-open" : rights.Tag;
        return new FeedView(seen, new Planner(seen, time), limits.Syntax, limits.Top, tag);
    });

    /// <summary>The model as a caller with some rights sees it.</summary>
    public static FeedModel Seen(FeedModel model, ReadRights rights) => model.Without(set => MissingRight(rights, set));

    /// <summary>The right a caller lacks to read a set. The days are no one's secret, and reports are hard to read without them.</summary>
    static string? MissingRight(ReadRights rights, TableSchema set) =>
        set.Name == NavigationSchema.Dates ? null : rights.Missing(set.Personal, set.Name, set.Report?.EntitySet ?? set.Name);
}
