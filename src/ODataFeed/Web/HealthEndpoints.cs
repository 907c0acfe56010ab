using ODataFeed.Refresh;

namespace ODataFeed.Web;

/// <summary>
/// What orchestrators ask: <c>/health/live</c> says that the process answers, <c>/health/ready</c> that every selected report was tried
/// once, so that what is missing now is missing for a reason.
/// </summary>
static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Json(new { status = "live" }));
        app.MapGet("/health/ready", Ready);
    }

    static IResult Ready(RefreshStatus status, RefreshOptions options, TimeProvider time)
    {
        if (!status.IsReady)
            return Results.Json(new { status = "loading" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        var now = time.GetUtcNow();
        var states = status.All.Select(report => (report.Report.EntitySet, State: report.StateAt(now, options.StaleAfter))).ToList();
        var failing = Sets(ReportState.Failing);
        var stale = Sets(ReportState.Stale);
        return Results.Json(new { status = failing.Count + stale.Count == 0 ? "ready" : "degraded", failing, stale });

        List<string> Sets(ReportState wanted) => [.. states.Where(entry => entry.State == wanted).Select(entry => entry.EntitySet)];
    }
}
