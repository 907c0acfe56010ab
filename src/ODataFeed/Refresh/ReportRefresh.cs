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
    /// downloaded. Names that are concealed from now on, or no more, make another download of it; and what a store lost is not known.
    /// </summary>
    readonly ConcurrentDictionary<(string Request, bool? NamesConcealed, int Losses), string> _tags = [];

    /// <summary>Fetches and publishes; a period that fails leaves the rows of before in place and does not keep the others back.</summary>
    public async Task<IReadOnlyList<RefreshRecord>> RunAsync(Report report, CancellationToken cancellationToken)
    {
        var concealed = report.Detail ? await names.AreConcealedAsync(cancellationToken) : null;
        using var turn = turns.New();
        await turn.TakeAsync(cancellationToken);
        using var longest = new CancellationTokenSource(Longest, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(longest.Token, cancellationToken);
        while (true)
        {
            var era = publisher.Era;
            var downloads = await FetchAsync(report, concealed, era, turn, limit.Token, cancellationToken);
            if (await publisher.PublishAsync(report, downloads, era, cancellationToken) is not { } records)
                continue;
            foreach (var (download, record) in downloads.Zip(records).Where(pair => pair.First.Set.Name != report.ByDaySet))
                Remember((new ReportRequest(report, record.Period).ToString(), concealed, era.Losses), download.EntityTag, record);
            return records;
        }
    }

    async Task<List<ReportDownload>> FetchAsync(
        Report report, bool? concealed, StoreEra era, RequestTurn turn, CancellationToken limit, CancellationToken cancellationToken)
    {
        var set = model.Find(report.HistorySet ?? report.EntitySet)!;
        var downloads = new List<ReportDownload>();
        foreach (var period in ReportPeriods.Of(report, options.DetailPeriods))
        {
            var request = new ReportRequest(report, period);
            var knownTag = _tags.GetValueOrDefault((request.ToString(), concealed, era.Losses));
            var download = await downloader.FetchAsync(request, set, knownTag, turn, limit, cancellationToken);
            downloads.Add(download with { Record = download.Record with { NamesConcealed = concealed } });
        }

        if (options.ByDay && report.ByDay && NewestOf(report, downloads) is { } newest)
            await FetchDaysAsync(report, newest, downloads, turn, limit, cancellationToken);
        return downloads;
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

    void Remember((string Request, bool? NamesConcealed, int Losses) download, string? tag, RefreshRecord record)
    {
        if (tag is not null && record.Outcome is RefreshOutcome.Published or RefreshOutcome.Unchanged)
            _tags[download] = tag;
        if (download.NamesConcealed is { } now)
            _tags.TryRemove(download with { NamesConcealed = !now }, out _);
    }
}
