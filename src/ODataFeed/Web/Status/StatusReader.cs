using ODataFeed.Query;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;
using ODataFeed.Web.Charts;

namespace ODataFeed.Web.Status;

/// <summary>Makes the status page of what the refreshing room knows, and of the set that keeps its log.</summary>
sealed class StatusReader(RefreshStatus status, RefreshProgress progress, RefreshOptions options, TimeProvider time)
{
    /// <summary>The newest lines of the log; the set <c>Refreshes</c> has the others.</summary>
    const int LogLines = 40;

    public async Task<StatusModel> ReadAsync(SiteModel site, PageQueries queries, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var reports = status.All.Where(report => queries.Model.Find(report.Report.EntitySet) is not null).ToList();
        var counts = reports.GroupBy(report => report.StateAt(now, options.StaleAfter)).ToDictionary(group => group.Key, group => group.Count());
        return new StatusModel(
            site,
            Summary(reports, counts),
            [.. Enum.GetValues<ReportState>().Where(counts.ContainsKey).Select(state => new StatusCount(state.ToString(), counts[state]))],
            Progress(),
            [.. Services(reports, now)],
            await LogAsync(queries, cancellation));
    }

    /// <summary>What needs someone's attention comes first, and again among the reports of its service.</summary>
    IEnumerable<StatusService> Services(IReadOnlyList<ReportStatus> reports, DateTimeOffset now)
    {
        var troubled = reports.Where(report => report.StateAt(now, options.StaleAfter) is ReportState.Failing or ReportState.Stale).OrderByDescending(report => report.Failures).ToList();
        if (troubled.Count > 0)
            yield return new StatusService("Needs attention", [.. troubled.Select(report => Row(report, now))]);
        foreach (var service in reports.GroupBy(report => report.Report.Service))
            yield return new StatusService(service.Key, [.. service.Select(report => Row(report, now))]);
    }

    /// <summary>At first the reports that were tried are counted; later only those are known that run now, and status.js counts them down.</summary>
    StatusProgress? Progress()
    {
        var running = progress.Running.Count;
        var done = options.Reports.Count(report => status.Of(report).TriedAt is not null);
        if (running == 0)
            return null;
        return done < options.Reports.Count
            ? new StatusProgress($"Fetching for the first time: {done} of {options.Reports.Count} reports are here", done, options.Reports.Count)
            : new StatusProgress($"Refreshing {running} {(running == 1 ? "report" : "reports")}", null, running);
    }

    static string Summary(List<ReportStatus> reports, Dictionary<ReportState, int> counts)
    {
        var newest = reports.Max(report => report.ContentDate) is { } day ? $" The newest day is {CellText.Day(day)}." : "";
        return (counts.GetValueOrDefault(ReportState.Failing), counts.GetValueOrDefault(ReportState.Stale)) switch
        {
            (0, 0) when counts.GetValueOrDefault(ReportState.Fresh) == 0 => "Nothing has been fetched yet.",
            (0, 0) => $"All reports that were fetched are fresh.{newest}",
            (var failing, var stale) => $"{failing} {(failing == 1 ? "report is" : "reports are")} failing, {stale} {(stale == 1 ? "is" : "are")} stale.{newest}",
        };
    }

    StatusReport Row(ReportStatus report, DateTimeOffset now) => new(
        report.Report.EntitySet,
        report.Report.Title,
        report.StateAt(now, options.StaleAfter).ToString(),
        CellText.Of(report.Rows),
        report.ContentDate,
        report.HistoryFrom,
        report.RefreshedAt,
        report.NextRefreshAt,
        report.LastError ?? report.Report.Retired,
        Links.Explore(report.Report.EntitySet, []));

    static async Task<List<StatusFetch>> LogAsync(PageQueries queries, CancellationToken cancellation)
    {
        try
        {
            var result = await queries.RunAsync(RefreshLog.Schema.Name, $"$orderby=Id%20desc&$top={LogLines}", cancellation);
            return [.. Enumerable.Range(result.First, result.End - result.First).Select(place => Line(result.Table, result.Rows[place]))];
        }
        catch (FeedException)
        {
            // Not loaded yet, or not for this caller: a page without the log is still a page.
            return [];
        }
    }

    static StatusFetch Line(Table log, int row)
    {
        return new StatusFetch(
            (DateTimeOffset)Cell("StartedAt")!,
            CellText.Of(Cell("Report")),
            CellText.Of(Cell("Period")),
            CellText.Of(Cell("Outcome")),
            CellText.Of(Cell("Rows")),
            ChartUnit.Bytes.Full(Cell("Bytes") is long bytes ? bytes : 0),
            CellText.Of(Cell("Duration")),
            string.Join("; ", Remarks()));

        object? Cell(string column) => log[column].GetObject(row);

        IEnumerable<string> Remarks()
        {
            if (Cell("Error") is string error)
                yield return error;
            foreach (var (column, words) in new[] { ("Duplicates", "duplicate rows"), ("BadCells", "unreadable cells"), ("LeftOutRows", "rows left out") })
            {
                if (Cell(column) is long count and > 0)
                    yield return $"{CellText.Of(count)} {words}";
            }

            if (Cell("UnknownColumns") is string unknown)
                yield return $"unknown columns: {unknown}";
            if (Cell("MissingColumns") is string missing)
                yield return $"missing columns: {missing}";
        }
    }
}
