using GraphSimulator.Api;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.GraphApi;

/// <summary>
/// Graph's own URLs below <c>/graph</c>, answered from the feed's data, so that a script written against Graph works against the feed.
/// </summary>
static class GraphApiSetup
{
    const string Prefix = "/graph";

    /// <param name="publicUrl">Scheme and host that clients use, where a proxy stands in front; otherwise the request's own.</param>
    public static void MapGraphApi(this WebApplication app, ReportCatalog catalog, string? publicUrl)
    {
        var time = app.Services.GetRequiredService<TimeProvider>();
        var options = new GraphReportsOptions
        {
            Catalog = catalog,
            Source = new SnapshotReportSource(app.Services.GetRequiredService<PublishedSnapshots>()),
            Time = time,
            Links = new DownloadLinks(time),
            DownloadUrl = (context, token) => $"{publicUrl ?? $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}"}{Prefix}/download/{token}",

            // Who may call was decided before any route was reached.
            Authorize = (_, _) => ValueTask.FromResult<GraphError?>(null),
        };
        app.MapGroup(Prefix).MapGraphReports(options).MapGraphDownloads("/download/{token}", options);
    }
}
