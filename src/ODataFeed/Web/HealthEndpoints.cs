using ODataFeed.Access;
using ODataFeed.Refresh;
using UsageReports;

namespace ODataFeed.Web;

/// <summary>
/// What orchestrators ask: <c>/health/live</c> says that the process answers, <c>/health/ready</c> that every selected report was tried
/// once, so that what is missing now is missing for a reason. Without its database a service goes on with what it has, so that it stays ready.
/// </summary>
static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Json(new { status = "live" })).AllowAnonymous();
        app.MapGet("/health/ready", Ready).AllowAnonymous();
    }

    /// <summary>Orchestrators bring no credentials and learn the status; which sets it is about, callers learn who may read them.</summary>
    static IResult Ready(HttpContext context, RefreshStatus status, RefreshOptions options, Replica replica, TimeProvider time)
    {
        if (!status.IsReady)
            return Results.Json(new { status = "loading" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        var now = time.GetUtcNow();
        var states = status.All.Select(report => (report.Report, State: report.StateAt(now, options.StaleAfter))).ToList();
        var failing = Sets(ReportState.Failing);
        var stale = Sets(ReportState.Stale);
        var summary = failing.Count + stale.Count == 0 && replica.ReachesStore ? "ready" : "degraded";
        var store = replica.ReachesStore ? "reached" : "lost";
        return Caller.Find(context) is { } caller
            ? Results.Json(new { status = summary, failing = Readable(failing, caller), stale = Readable(stale, caller), store })
            : Results.Json(new { status = summary });

        List<Report> Sets(ReportState wanted) => [.. states.Where(entry => entry.State == wanted).Select(entry => entry.Report)];
    }

    static IEnumerable<string> Readable(IEnumerable<Report> reports, Caller caller) =>
        reports.Where(caller.Rights.MayRead).Select(report => report.EntitySet);
}
