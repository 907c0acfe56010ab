using System.Collections.Concurrent;
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
        var set = model.Find(report.HistorySet ?? report.EntitySet)!;
        var downloads = new List<ReportDownload>();
        foreach (var period in ReportPeriods.Of(report, options.DetailPeriods))
        {
            var request = new ReportRequest(report, period);
            var knownTag = _tags.GetValueOrDefault((request.ToString(), concealed));
            var download = await downloader.FetchAsync(request, set, knownTag, turn, limit.Token, cancellationToken);
            downloads.Add(download with { Record = download.Record with { NamesConcealed = concealed } });
        }

        if (options.ByDay && report.ByDay && NewestOf(report, downloads) is { } newest)
            await FetchDaysAsync(report, newest, downloads, turn, limit.Token, cancellationToken);
        var records = await publisher.PublishAsync(report, downloads, cancellationToken);
        foreach (var (download, record) in downloads.Zip(records).Where(pair => pair.First.Set == set))
            Remember(new ReportRequest(report, record.Period), concealed, download.EntityTag, record);
        return records;
    }

    /// <summary>The content date of what came, or of what is served where that is the newest; null where nothing came.</summary>
    DateOnly? NewestOf(Report report, List<ReportDownload> downloads)
    {
        var isKnown = downloads.Exists(download => download.Record.Outcome == RefreshOutcome.Unchanged);
        return downloads.Max(download => download.Record.ContentDate)
            ?? (isKnown && snapshots.Current.Find(report.EntitySet) is { } served ? ContentDates.Newest(served) : null);
    }

    /// <summary>Fetches missing days while Graph's limit leaves room; the others come with the next refresh.</summary>
    async Task FetchDaysAsync(
        Report report, DateOnly newest, List<ReportDownload> downloads, RequestTurn turn, CancellationToken limit, CancellationToken cancellationToken)
    {
        var set = model.Find(report.ByDaySet!)!;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        foreach (var day in MissingDays.Of(snapshots.Current.Find(set.Name), newest, retention, today))
        {
            if (budget.Left(report.Function) == 0)
                return;
            downloads.Add(await downloader.FetchAsync(new ReportRequest(report, Date: day), set, knownTag: null, turn, limit, cancellationToken));
        }
    }

    void Remember(ReportRequest request, bool? concealed, string? tag, RefreshRecord record)
    {
        if (tag is not null && record.Outcome is RefreshOutcome.Published or RefreshOutcome.Unchanged)
            _tags[(request.ToString(), concealed)] = tag;
        if (concealed is { } now)
            _tags.TryRemove((request.ToString(), !now), out _);
    }
}
