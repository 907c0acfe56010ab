using ODataFeed.Graph;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>One refresh of one report: every period is fetched, what came is merged and published at once.</summary>
sealed class ReportRefresh(
    ReportDownloader downloader, SnapshotPublisher publisher, FeedModel model, RefreshOptions options, RequestBudget budget)
{
    /// <summary>Whether Graph's limit leaves room for all requests of the report; if not, it waits for the next round.</summary>
    public bool IsWithinBudget(Report report) => budget.Left(report.Function) >= Math.Min(Periods(report).Count, options.Budget);

    /// <summary>Fetches and publishes; a period that fails leaves the rows of before in place and does not keep the others back.</summary>
    public async Task<IReadOnlyList<RefreshRecord>> RunAsync(Report report, CancellationToken cancellationToken)
    {
        var schema = model.Find(report.HistorySet ?? report.EntitySet)!;
        var downloads = new List<ReportDownload>();
        foreach (var period in Periods(report))
            downloads.Add(await downloader.FetchAsync(new ReportRequest(report, period), schema, cancellationToken));
        return await publisher.PublishAsync(report, downloads, cancellationToken);
    }

    IReadOnlyList<string?> Periods(Report report) => ReportPeriods.Of(report, options.DetailPeriods);
}
