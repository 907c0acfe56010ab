using ODataFeed.Refresh;

namespace ODataFeed.Web;

/// <summary>
/// What orchestrators ask: <c>/health/live</c> says that the process answers, <c>/health/ready</c> that every selected report was tried
/// once, so that what is missing now is missing for a reason. Without its database a service goes on with what it has, so that it stays ready.
/// </summary>
static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Json(new { status = "live" }));
        app.MapGet("/health/ready", Ready);
    }

    static IResult Ready(RefreshStatus status, RefreshOptions options, Replica replica, TimeProvider time)
    {
        if (!status.IsReady)
            return Results.Json(new { status = "loading" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        var now = time.GetUtcNow();
        var states = status.All.Select(report => (report.Report.EntitySet, State: report.StateAt(now, options.StaleAfter))).ToList();
        var failing = Sets(ReportState.Failing);
        var stale = Sets(ReportState.Stale);
        var isWell = failing.Count + stale.Count == 0 && replica.ReachesStore;
        return Results.Json(new { status = isWell ? "ready" : "degraded", failing, stale, store = replica.ReachesStore ? "reached" : "lost" });

        List<string> Sets(ReportState wanted) => [.. states.Where(entry => entry.State == wanted).Select(entry => entry.EntitySet)];
    }
}
