using System.Collections.Concurrent;
using ODataFeed.Access;
using ODataFeed.Query.Database;
using ODataFeed.Snapshot;
using ODataFeed.Web.Connect;

namespace ODataFeed.Web;

/// <summary>What a page needs of the request it answers: the address it came to, and the feed as its caller may see it.</summary>
/// <param name="sample">The rows are those of the sample tenant.</param>
sealed class PageContext(
    FeedAddress address, bool sample, AccessOptions access, FeedModel model, PublishedSnapshots snapshots, DatabaseExecutor database, TimeProvider time)
{
    readonly ConcurrentDictionary<ReadRights, PageQueries> _queries = new();

    /// <summary>The path of the service root.</summary>
    public string FeedPath => address.Path;

    /// <summary>How clients of this service sign in; where there are several ways, as people do.</summary>
    public SignInKind SignIn => access switch
    {
        { Entra: not null } => SignInKind.Organizational,
        { Keys.Count: > 0 } => SignInKind.Basic,
        _ => SignInKind.Anonymous,
    };

    public SiteModel Site(HttpContext context) => new(address.Root(context.Request), address.Path.TrimStart('/') + "/", sample);

    /// <summary>The queries of a caller, over the sets it may read. The one place where pages learn what someone may read.</summary>
    public PageQueries Queries(HttpContext context) => _queries.GetOrAdd(Caller.Of(context).Rights, rights =>
        new PageQueries(model.Without(set => MissingRight(rights, set)), snapshots, database, time));

    /// <summary>The days are no one's secret, and reports are hard to read without them.</summary>
    static string? MissingRight(ReadRights rights, TableSchema set) =>
        set.Name == NavigationSchema.Dates ? null : rights.Missing(set.Personal, set.Name, set.Report?.EntitySet ?? set.Name);
}
