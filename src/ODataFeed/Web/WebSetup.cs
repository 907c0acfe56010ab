using ODataFeed.Access;
using ODataFeed.Query.Database;
using ODataFeed.Query.Execution;
using ODataFeed.Snapshot;
using ODataFeed.Web.Connect;
using ODataFeed.Web.Explore;
using ODataFeed.Web.Home;
using ODataFeed.Web.Status;

namespace ODataFeed.Web;

/// <summary>Registers the pages and puts them at their paths.</summary>
static class WebSetup
{
    /// <param name="services">Where to.</param>
    /// <param name="address">Where clients reach the feed.</param>
    /// <param name="sample">The rows are those of the sample tenant, which every page says.</param>
    /// <param name="signIn">How clients of the feed sign in.</param>
    /// <param name="limits">What a query may cost, and what a caller may read.</param>
    public static IServiceCollection AddWeb(this IServiceCollection services, FeedAddress address, bool sample, SignInKind signIn, PageLimits limits)
    {
        services.AddRazorComponents();
        services.AddSingleton(address);
        services.AddSingleton(limits);
        services.AddSingleton(provider => new PageContext(address, sample, provider.GetRequiredService<AccessOptions>(), signIn, rights => new PageQueries(
            limits.Seen(provider.GetRequiredService<FeedModel>(), rights),
            provider.GetRequiredService<PublishedSnapshots>(),
            provider.GetRequiredService<DatabaseExecutor>(),
            provider.GetRequiredService<QuerySlots>(),
            limits,
            provider.GetRequiredService<TimeProvider>())));
        services.AddSingleton<HomeReader>();
        services.AddSingleton<ExploreReader>();
        services.AddSingleton<StatusReader>();
        return services;
    }

    public static void MapWeb(this WebApplication app)
    {
        app.MapAssets();
        var pages = app.MapGroup("").AddEndpointFilter((invocation, next) =>
        {
            PageHeaders.Set(invocation.HttpContext.Response);
            return next(invocation);
        }).WithMetadata(PageMetadata.Instance);
        pages.MapGet("/", HomeAsync);
        pages.MapGet("/explore", ExploreEndpoint.GetAsync);
        pages.MapGet("/status", async (HttpContext context, PageContext page, StatusReader reader) =>
            PageResult.Of<StatusPage>(await reader.ReadAsync(page.Site(context), page.Queries(context), context.RequestAborted)));
        pages.MapGet("/connect", ConnectEndpoints.Page);
        pages.MapGet("/connect/{file}", ConnectEndpoints.File);
    }

    /// <summary>While reports come for the first time the page is asked for again and again, with script or without.</summary>
    static async Task<IResult> HomeAsync(HttpContext context, PageContext page, HomeReader reader)
    {
        var model = await reader.ReadAsync(page.Site(context), page.Queries(context), context.RequestAborted);
        if (model.IsComing)
            context.Response.Headers["Refresh"] = "3";
        return PageResult.Of<HomePage>(model);
    }
}
