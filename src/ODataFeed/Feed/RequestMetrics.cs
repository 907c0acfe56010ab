using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http.Features;
using ODataFeed.Telemetry;

namespace ODataFeed.Feed;

/// <summary>
/// Measures the requests of the feed: how many there are, how long they and their stages take, how many rows and bytes they answer. A
/// request that nobody measures passes without costing anything.
/// </summary>
sealed class RequestMetrics(IMeterFactory meters, TimeProvider time)
{
    const string Timing = "server-timing";

    /// <summary>Others are words of a caller's.</summary>
    static readonly string[] KnownMethods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post];

    /// <summary>Seconds. A page of ten thousand rows takes milliseconds, an expensive query up to a minute.</summary>
    static readonly InstrumentAdvice<double> Buckets = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] };

    readonly Histogram<double> _requests = meters.Create(ServiceTelemetry.Name)
        .CreateHistogram("odatafeed.request.duration", "s", "From the first look at a request to the last byte of its answer, by set and status.", null, Buckets);

    readonly Histogram<double> _stages = meters.Create(ServiceTelemetry.Name)
        .CreateHistogram("odatafeed.stage.duration", "s", "Planning, executing and writing, by stage.", null, Buckets);

    readonly Counter<long> _rows = meters.Create(ServiceTelemetry.Name).CreateCounter<long>("odatafeed.response.rows", "{row}", "Rows answered, by set.");

    readonly Counter<long> _bytes = meters.Create(ServiceTelemetry.Name).CreateCounter<long>("odatafeed.response.bytes", "By", "Bytes sent, after compression, by set.");

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var isAsked = IsAsked(context.Request);
        return isAsked || _requests.Enabled || Activity.Current is { IsAllDataRequested: true } ? MeasureAsync(context, next, isAsked) : next(context);
    }

    /// <summary>The preference <c>server-timing</c>. Most requests have none at all, and are not taken apart.</summary>
    static bool IsAsked(HttpRequest request) =>
        request.Headers.TryGetValue("Prefer", out var given)
        && given.ToString().Contains(Timing, StringComparison.OrdinalIgnoreCase)
        && PreferHeader.Parse(given).Any(preference => preference.Name == Timing);

    async Task MeasureAsync(HttpContext context, RequestDelegate next, bool isAsked)
    {
        var times = new RequestTimes(time, isAsked);
        context.Features.Set(times);
        try
        {
            await next(context);
        }
        finally
        {
            End(context, times);
        }
    }

    void End(HttpContext context, RequestTimes times)
    {
        var end = times.Elapsed;
        var set = KeyValuePair.Create<string, object?>("odatafeed.set", times.Set);
        _requests.Record(end.TotalSeconds, set, KeyValuePair.Create<string, object?>("http.response.status_code", context.Response.StatusCode));
        foreach (var (stage, from, to) in times.Stages(end))
            _stages.Record((to - from).TotalSeconds, KeyValuePair.Create<string, object?>("odatafeed.stage", stage));
        _rows.Add(times.Rows, set);
        _bytes.Add((context.Features.Get<IHttpResponseBodyFeature>() as CountedBody)?.Bytes ?? 0, set);
        if (Activity.Current is not { IsAllDataRequested: true } span)
            return;
        span.DisplayName = $"{(KnownMethods.Contains(context.Request.Method) ? context.Request.Method : "HTTP")} {times.Set}";
        span.SetTag("odatafeed.set", times.Set).SetTag("odatafeed.rows", times.Rows);
        times.Trace(span, end);
    }
}
