using ODataFeed.Graph;
using ODataFeed.Snapshot;
using ODataFeed.Store;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>One refresh of one report: every period is fetched, and the days that are missing; what came is merged and published at once.</summary>
sealed class ReportRefresh(
    ReportDownloader downloader,
    SnapshotPublisher publisher,
    PublishedSnapshots snapshots,
    FeedModel model,
    RefreshOptions options,
    StoreOptions retention,
    RequestBudget budget,
    TimeProvider time)
{
    /// <summary>Whether Graph's limit leaves room for all requests of the report; if not, it waits for the next round.</summary>
    public bool IsWithinBudget(Report report) => budget.Left(report.Function) >= Math.Min(Periods(report).Count, options.Budget);

    /// <summary>Fetches and publishes; a period that fails leaves the rows of before in place and does not keep the others back.</summary>
    public async Task<IReadOnlyList<RefreshRecord>> RunAsync(Report report, CancellationToken cancellationToken)
    {
        var set = model.Find(report.HistorySet ?? report.EntitySet)!;
        var downloads = new List<ReportDownload>();
        foreach (var period in Periods(report))
            downloads.Add(await downloader.FetchAsync(new ReportRequest(report, period), set, cancellationToken));
        if (options.ByDay && report.ByDay && downloads.Max(download => download.Record.ContentDate) is { } newest)
            await FetchDaysAsync(report, newest, downloads, cancellationToken);
        return await publisher.PublishAsync(report, downloads, cancellationToken);
    }

    /// <summary>Fetches missing days while Graph's limit leaves room; the others come with the next refresh.</summary>
    async Task FetchDaysAsync(Report report, DateOnly newest, List<ReportDownload> downloads, CancellationToken cancellationToken)
    {
        var set = model.Find(report.ByDaySet!)!;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        foreach (var day in MissingDays.Of(snapshots.Current.Find(set.Name), newest, retention, today))
        {
            if (budget.Left(report.Function) == 0)
                return;
            downloads.Add(await downloader.FetchAsync(new ReportRequest(report, Date: day), set, cancellationToken));
        }
    }

    IReadOnlyList<string?> Periods(Report report) => ReportPeriods.Of(report, options.DetailPeriods);
}
