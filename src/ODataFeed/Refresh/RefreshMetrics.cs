using System.Diagnostics;
using System.Diagnostics.Metrics;
using ODataFeed.Telemetry;

namespace ODataFeed.Refresh;

/// <summary>Measures refreshes as they end, and how old the content of every report is whenever somebody looks.</summary>
sealed class RefreshMetrics
{
    readonly Counter<long> _refreshes;
    readonly Counter<long> _rows;
    readonly Counter<long> _bytes;
    readonly Counter<long> _requests;
    readonly Histogram<double> _duration;

    public RefreshMetrics(IMeterFactory meters, RefreshStatus status, RefreshOptions options, TimeProvider time)
    {
        var meter = meters.Create(ServiceTelemetry.Name);
        _refreshes = meter.CreateCounter<long>("odatafeed.refreshes", "{download}", "Periods and days of reports fetched, by report and outcome.");
        _rows = meter.CreateCounter<long>("odatafeed.refresh.rows", "{row}", "Rows taken over from downloads.");
        _bytes = meter.CreateCounter<long>("odatafeed.refresh.bytes", "By", "Bytes downloaded, after decompression.");
        _requests = meter.CreateCounter<long>("odatafeed.refresh.requests", "{request}", "Requests sent to Graph, failed ones included.");
        _duration = meter.CreateHistogram("odatafeed.refresh.duration", "s", "How long a download took, by outcome.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3_600, 7_200] });
        meter.CreateObservableGauge("odatafeed.content.age", () => Ages(status, time), "s", "Time since the newest day of a report's content began, by report.");
        meter.CreateObservableGauge("odatafeed.reports", () => States(status, options, time), "{report}", "Reports, by state: Never, Fresh, Stale, Failing, Retired.");
    }

    /// <summary>A span around the refresh of a report; null where nobody traces.</summary>
    public static Activity? Begin(string set) => ServiceTelemetry.Spans.StartActivity("refresh")?.SetTag("odatafeed.report", set);

    /// <summary>A refresh ended.</summary>
    /// <param name="span">What <see cref="Begin"/> gave.</param>
    public void End(Activity? span, IReadOnlyList<RefreshRecord> records)
    {
        foreach (var record in records)
        {
            var outcome = Outcome(record.Outcome);
            _refreshes.Add(1, Report(record.Report), outcome);
            _rows.Add(record.Rows);
            _bytes.Add(record.Bytes);
            _requests.Add(record.Requests);
            _duration.Record(record.Duration.TotalSeconds, outcome);
        }

        span?.SetTag("odatafeed.rows", records.Sum(record => record.Rows));
        if (records.Any(record => record.Outcome == RefreshOutcome.Failed))
            span?.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>A refresh broke before there was anything to record.</summary>
    /// <param name="span">What <see cref="Begin"/> gave.</param>
    public void Fail(Activity? span, string set)
    {
        _refreshes.Add(1, Report(set), Outcome(RefreshOutcome.Failed));
        span?.SetStatus(ActivityStatusCode.Error);
    }

    static KeyValuePair<string, object?> Report(string set) => new("odatafeed.report", set);

    static KeyValuePair<string, object?> Outcome(RefreshOutcome outcome) => new("odatafeed.outcome", outcome.ToString());

    static IEnumerable<Measurement<double>> Ages(RefreshStatus status, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return status.All
            .Where(report => report.ContentDate is not null)
            .Select(report => new Measurement<double>((now - report.ContentDate!.Value.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)).TotalSeconds, Report(report.Report.EntitySet)));
    }

    static IEnumerable<Measurement<int>> States(RefreshStatus status, RefreshOptions options, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var counts = status.All.CountBy(report => report.StateAt(now, options.StaleAfter)).ToDictionary();
        return Enum.GetValues<ReportState>().Select(state => new Measurement<int>(counts.GetValueOrDefault(state), KeyValuePair.Create<string, object?>("odatafeed.state", state.ToString())));
    }
}
