using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ODataFeed.Access;
using ODataFeed.Refresh;
using UsageReports;

namespace ODataFeed.Web;

/// <summary>
/// <c>/refresh</c>: ask for a refresh, see how far it is; <c>/refresh/events</c> tells every step as a server-sent event. All of it is about
/// the reports the caller may read.
/// </summary>
static class RefreshEndpoints
{
    public static void MapRefresh(this WebApplication app)
    {
        app.MapPost("/refresh", StartAsync);
        app.MapGet("/refresh", Show);
        app.MapGet("/refresh/events", (HttpContext context, RefreshProgress progress, RefreshOptions options, IHostApplicationLifetime lifetime, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(EventsAsync(progress, [.. Readable(context, options).Select(report => report.EntitySet)], lifetime.ApplicationStopping, cancellationToken)));
    }

    static List<Report> Readable(HttpContext context, RefreshOptions options) => [.. options.Reports.Where(Caller.Of(context).Rights.MayRead)];

    /// <summary>Wakes the reports whose names the query option <c>reports</c> lists, with globs; all without it.</summary>
    static async Task<IResult> StartAsync(
        HttpContext context, RefreshRequests requests, RefreshOptions options, CancellationToken cancellationToken, string? reports = null)
    {
        if (!ChangeRight.Allows(context))
            return ChangeRight.Refuse();
        var readable = Readable(context, options);
        var patterns = reports?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? ["*"];
        if (patterns.FirstOrDefault(pattern => !readable.Exists(report => ReportSelection.Selects(pattern, report))) is { } unknown)
        {
            var message = $"No selected report that you may read is named '{unknown}'; legal are names of the set Reports and globs such as Teams*.";
            return Results.Json(new { error = new { code = "InvalidArgument", message } }, statusCode: StatusCodes.Status400BadRequest);
        }

        var asked = readable.Where(report => Array.Exists(patterns, pattern => ReportSelection.Selects(pattern, report))).ToList();
        if (!await requests.TryAskAsync(asked, cancellationToken))
        {
            const string Message = "The service that refreshes cannot be told, because the store is out of reach. Try again when /health/ready says that it is reached.";
            return Results.Json(new { error = new { code = "StoreLost", message = Message } }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        // A browser without script has sent the form of the status page, and is to see that page again.
        return context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? new SeeOther("status")
            : Results.Json(new { asked = asked.Select(report => report.EntitySet) }, statusCode: StatusCodes.Status202Accepted);
    }

    static IResult Show(HttpContext context, RefreshProgress progress, RefreshStatus status, RefreshOptions options, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var readable = Readable(context, options);
        var running = progress.Running.Where(set => readable.Exists(report => report.EntitySet == set));
        return Results.Json(new
        {
            isReady = status.IsReady,
            selected = readable.Count,
            tried = readable.Count(report => status.Of(report).TriedAt is not null),
            running,
            reports = readable.Select(status.Of).Select(report => new
            {
                name = report.Report.EntitySet,
                state = report.StateAt(now, options.StaleAfter).ToString(),
                contentDate = report.ContentDate,
                ageInDays = report.ContentDate is { } content ? DateOnly.FromDateTime(now.UtcDateTime).DayNumber - content.DayNumber : (int?)null,
                refreshedAt = report.RefreshedAt,
                nextRefreshAt = report.NextRefreshAt,
                lastError = report.LastError,
            }),
        });
    }

    /// <summary>
    /// What runs now, then every step. Ends with the service, too: a listener must not keep it from stopping.
    /// </summary>
    static async IAsyncEnumerable<SseItem<object>> EventsAsync(
        RefreshProgress progress, HashSet<string> readable, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var listener = progress.Listen();
        using var stop = stopping.Register(listener.Dispose);
        yield return new SseItem<object>(new { running = progress.Running.Where(readable.Contains) }, "running");
        await foreach (var step in listener.Events.ReadAllAsync(cancellationToken))
        {
            if (readable.Contains(step.Report))
                yield return new SseItem<object>(step with { Running = progress.Running.Count(readable.Contains) }, "refresh");
        }
    }
}
