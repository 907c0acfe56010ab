using GraphSimulator.Api;
using ODataFeed.Access;
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
        var audit = app.Services.GetRequiredService<AuditLog>();
        var options = new GraphReportsOptions
        {
            Catalog = catalog,
            Source = new SnapshotReportSource(app.Services.GetRequiredService<PublishedSnapshots>()),
            Time = time,
            Links = new DownloadLinks(time),
            DownloadUrl = (context, token) => $"{publicUrl ?? $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}"}{Prefix}/download/{token}",
            Authorize = (context, report) => ValueTask.FromResult(report is null ? null : Refuse(Caller.Of(context), report, audit)),
        };
        app.MapGroup(Prefix).MapGraphReports(options);

        // The signed token in the URL is all the authorization there is, as with Graph; it was given to a caller who may read the report.
        app.MapGroup(Prefix).AllowAnonymous().MapGraphDownloads("/download/{token}", options);
    }

    /// <summary>Who calls was decided before any route was reached; what the caller may read is decided here.</summary>
    static GraphError? Refuse(Caller caller, Report report, AuditLog audit)
    {
        if (caller.Rights.Missing(report.Detail, report.EntitySet) is { } right)
        {
            audit.Refused(caller, StatusCodes.Status403Forbidden, "Forbidden");
            return new GraphError(StatusCodes.Status403Forbidden, "Forbidden", $"{report.Function} is there, but you may not read it: that takes the right '{right}'. Whoever runs this feed can grant it.");
        }

        audit.ReadReport(caller, report.Function);
        return null;
    }
}
