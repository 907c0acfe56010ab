using System.Collections.Concurrent;
using ODataFeed.Graph;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>One refresh of one report: every period is fetched, what came is merged and published at once.</summary>
sealed class ReportRefresh(
    ReportDownloader downloader,
    SnapshotPublisher publisher,
    FeedModel model,
    RefreshOptions options,
    TenantNames names,
    RequestTurns turns,
    TimeProvider time)
{
    /// <summary>A report that takes longer is given up until its next refresh. Half a million users in JSON take an hour.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    /// <summary>
    /// The tags of the downloads whose rows are served: Graph's are made of the refresh date, so that while it stands nothing is
    /// downloaded. Names that are concealed from now on, or no more, make another download of it.
    /// </summary>
    readonly ConcurrentDictionary<(string Request, bool? NamesConcealed), string> _tags = [];

    /// <summary>Fetches and publishes; a period that fails leaves the rows of before in place and does not keep the others back.</summary>
    public async Task<IReadOnlyList<RefreshRecord>> RunAsync(Report report, CancellationToken cancellationToken)
    {
        var concealed = report.Detail ? await names.AreConcealedAsync(cancellationToken) : null;
        using var turn = turns.New();
        await turn.TakeAsync(cancellationToken);
        using var longest = new CancellationTokenSource(Longest, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(longest.Token, cancellationToken);
        var downloads = new List<ReportDownload>();
        foreach (var period in ReportPeriods.Of(report, options.DetailPeriods))
        {
            var download = await FetchAsync(new ReportRequest(report, period), concealed, turn, limit.Token, cancellationToken);
            downloads.Add(download with { Record = download.Record with { NamesConcealed = concealed } });
        }

        var records = await publisher.PublishAsync(report, downloads, cancellationToken);
        foreach (var (download, record) in downloads.Zip(records))
            Remember(new ReportRequest(report, record.Period), concealed, download.EntityTag, record);
        return records;
    }

    Task<ReportDownload> FetchAsync(
        ReportRequest request, bool? concealed, RequestTurn turn, CancellationToken limit, CancellationToken cancellationToken)
    {
        var schema = model.Find(request.Report.HistorySet ?? request.Report.EntitySet)!;
        var knownTag = _tags.GetValueOrDefault((request.ToString(), concealed));
        return downloader.FetchAsync(request, schema, knownTag, turn, limit, cancellationToken);
    }

    void Remember(ReportRequest request, bool? concealed, string? tag, RefreshRecord record)
    {
        if (tag is not null && record.Outcome is RefreshOutcome.Published or RefreshOutcome.Unchanged)
            _tags[(request.ToString(), concealed)] = tag;
        if (concealed is { } now)
            _tags.TryRemove((request.ToString(), !now), out _);
    }
}
