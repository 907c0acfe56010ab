using System.Collections.Concurrent;
using ODataFeed.Access;
using ODataFeed.Web.Connect;

namespace ODataFeed.Web;

/// <summary>What a page needs of the request it answers: the address it came to, and the feed as its caller may see it.</summary>
sealed class PageContext(FeedAddress address, bool sample, AccessOptions access, SignInKind signIn, Func<ReadRights, PageQueries> queries)
{
    /// <summary>There are as many as there are different rights in the settings.</summary>
    readonly ConcurrentDictionary<ReadRights, PageQueries> _queries = new();

    /// <summary>The path of the service root.</summary>
    public string FeedPath => address.Path;

    /// <summary>How clients of this service sign in.</summary>
    public SignInKind SignIn => signIn;

    public SiteModel Site(HttpContext context) => new(address.Root(context.Request), address.Path.TrimStart('/') + "/", sample, access is { Anonymous: true, AllowAnonymous: true });

    /// <summary>The queries of a caller. The one place where pages learn what someone may read.</summary>
    public PageQueries Queries(HttpContext context) => _queries.GetOrAdd(Caller.Of(context).Rights, queries);
}
