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
    public static IServiceCollection AddWeb(this IServiceCollection services, FeedAddress address, bool sample)
    {
        services.AddRazorComponents();
        services.AddSingleton(address);
        services.AddSingleton(provider => new PageContext(address, sample, new PageQueries(
            provider.GetRequiredService<FeedModel>(), provider.GetRequiredService<PublishedSnapshots>(), provider.GetRequiredService<TimeProvider>())));
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
        });
        pages.MapGet("/", (HttpContext context, PageContext page, HomeReader reader) =>
            PageResult.Of<HomePage>(reader.Read(page.Site(context), page.Queries(context), context.RequestAborted)));
        pages.MapGet("/explore", ExploreEndpoint.Get);
        pages.MapGet("/status", (HttpContext context, PageContext page, StatusReader reader) =>
            PageResult.Of<StatusPage>(reader.Read(page.Site(context), page.Queries(context), context.RequestAborted)));
        pages.MapGet("/connect", ConnectEndpoints.Page);
        pages.MapGet("/connect/{file}", ConnectEndpoints.File);
    }
}
