using ODataFeed.Snapshot;
using ODataFeed.Store;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>
/// Puts what refreshes brought into the store and then into the snapshot, one report at a time: a reader sees the rows of before or
/// those of now, and the numbers of snapshots rise as the store's do.
/// </summary>
sealed class SnapshotPublisher(
    ReportStore store, PublishedSnapshots snapshots, FeedModel model, RefreshStatus status, StoreOptions retention, TimeProvider time)
    : IDisposable
{
    readonly SemaphoreSlim _publishing = new(1, 1);
    RefreshLog _log = RefreshLog.Empty;

    /// <summary>Serves what the store holds from earlier runs. Called once, before the first publish.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var content = await store.LoadAsync(cancellationToken);
        foreach (var table in content.Tables)
        {
            if (table.Schema == RefreshLog.Schema)
                _log = RefreshLog.Of(table);
            else
                Serve(table.Schema.Report!, table, content.PublishNumber);
        }
    }

    /// <summary>Merges the downloads of one report, keeps and serves the result, and gives the records with their outcomes.</summary>
    public async Task<IReadOnlyList<RefreshRecord>> PublishAsync(
        Report report, IReadOnlyList<ReportDownload> downloads, CancellationToken cancellationToken)
    {
        await _publishing.WaitAsync(cancellationToken);
        try
        {
            var schema = model.Find(report.HistorySet ?? report.EntitySet)!;
            var current = snapshots.Current.Find(schema.Name);
            var merge = ReportMerge.Of(report, current ?? Table.Empty(schema), downloads);
            var table = report.Shape == ReportShape.Period ? HistoryRetention.Apply(merge.Table, retention, Today) : merge.Table;
            var hasAnswer = merge.Records.Any(record => record.Outcome != RefreshOutcome.Failed);
            var isNews = current is null ? hasAnswer : !ReferenceEquals(current.Columns, table.Columns);
            var log = _log.With(merge.Records);
            // The log comes last: it is common to all reports, and must not be ahead of what it tells.
            TableChange[] changes = isNews ? [new(current, table), new(_log.Table, log.Table)] : [new(_log.Table, log.Table)];
            var number = await store.PublishAsync(changes, cancellationToken);
            _log = log;
            if (isNews)
                Serve(report, table, number);
            if (current is null)
                NoteRefusal(report, hasAnswer ? null : merge.Records.LastOrDefault()?.Error);
            status.Update(report, before => After(before, merge.Records));
            return merge.Records;
        }
        finally
        {
            _publishing.Release();
        }
    }

    public void Dispose() => _publishing.Dispose();

    DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>Publishes a report's sets: a period report's history, and of it the newest refreshes.</summary>
    void Serve(Report report, Table table, long number)
    {
        var set = report.Shape == ReportShape.Period ? PeriodMerge.Newest(table, model.Find(report.EntitySet)!) : table;
        Table[] tables = report.Shape == ReportShape.Period ? [set.Publish(number), table.Publish(number)] : [set.Publish(number)];
        snapshots.Publish(tables, number);
        status.Update(report, before => before with
        {
            Rows = set.Count,
            ContentDate = ContentDates.Newest(set),
            HistoryFrom = ContentDates.Oldest(table),
        });
    }

    /// <summary>Lets readers of a report that was never published know why; null takes the note back.</summary>
    void NoteRefusal(Report report, string? reason)
    {
        snapshots.Refuse(report.EntitySet, reason);
        if (report.HistorySet is { } history)
            snapshots.Refuse(history, reason);
    }

    static bool HasRows(RefreshRecord record) => record.Outcome is RefreshOutcome.Published or RefreshOutcome.Unchanged;

    ReportStatus After(ReportStatus before, IReadOnlyList<RefreshRecord> records)
    {
        var now = time.GetUtcNow();
        var failure = records.LastOrDefault(record => record.Outcome == RefreshOutcome.Failed);
        return before with
        {
            TriedAt = now,
            RefreshedAt = records.Any(HasRows) ? now : before.RefreshedAt,
            LastError = failure?.Error,
            LastErrorCode = failure?.ErrorCode,
        };
    }
}
