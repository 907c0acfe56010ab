using GraphSimulator.Api;
using ODataFeed.Access;
using ODataFeed.Privacy;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.GraphApi;

/// <summary>
/// Graph's own URLs below <c>/graph</c>, answered from the feed's data, so that a script written against Graph works against the feed.
/// </summary>
static class GraphApiSetup
{
    const string Prefix = "/graph";

    /// <param name="app">Where to.</param>
    /// <param name="catalog">The reports.</param>
    /// <param name="privacy">What becomes of personal data.</param>
    /// <param name="publicUrl">Scheme and host that clients use, where a proxy stands in front; otherwise the request's own.</param>
    public static void MapGraphApi(this WebApplication app, ReportCatalog catalog, PrivacyOptions privacy, string? publicUrl)
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
            Authorize = (context, report) => ValueTask.FromResult(report is null ? null : Refuse(Caller.Of(context), report, privacy, audit)),
        };
        app.MapGroup(Prefix).MapGraphReports(options);

        // The signed token in the URL is all the authorization there is, as with Graph; it was given to a caller who may read the report.
        app.MapGroup(Prefix).AllowAnonymous().MapGraphDownloads("/download/{token}", options);
    }

    /// <summary>Who calls was decided before any route was reached; what the caller may read is decided here.</summary>
    static GraphError? Refuse(Caller caller, Report report, PrivacyOptions privacy, AuditLog audit)
    {
        if (privacy.Hides && report.Detail)
            return new GraphError(StatusCodes.Status404NotFound, "ResourceNotFound", $"Resource not found for the segment '{report.Function}'.");
        if (caller.Rights.Missing(report.Detail, report.EntitySet) is { } right)
        {
            audit.Refused(caller, StatusCodes.Status403Forbidden, "Forbidden");
            return new GraphError(StatusCodes.Status403Forbidden, "Forbidden", $"{report.Function} is there, but you may not read it: that takes the right '{right}'. Whoever runs this feed can grant it.");
        }

        audit.ReadReport(caller, report.Function);
        return null;
    }
}
