using ODataFeed.Snapshot;
using ODataFeed.Snapshot.Derived;
using ODataFeed.Store;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>
/// Puts what refreshes brought into the store and then into the snapshot, one report at a time: a reader sees the rows of before or
/// those of now, and the numbers of snapshots rise as the store's do. What follows from the rows (views, users, <c>Reports</c>,
/// <c>Refreshes</c> …) is published in the same exchange.
/// </summary>
sealed class SnapshotPublisher(
    ReportStore store,
    PublishedSnapshots snapshots,
    FeedModel model,
    DerivedTables derivation,
    RefreshStatus status,
    RefreshOptions options,
    StoreOptions retention,
    TimeProvider time) : IDisposable
{
    readonly SemaphoreSlim _publishing = new(1, 1);
    RefreshLog _log = RefreshLog.Empty;

    /// <summary>Serves what the store holds from earlier runs. Called once, before the first publish.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var content = await store.LoadAsync(cancellationToken);
        var served = new List<Table>();
        foreach (var table in content.Tables)
        {
            if (table.Schema == RefreshLog.Schema)
            {
                _log = RefreshLog.Of(table);
                continue;
            }

            var tables = SetsOf(table.Schema.Report!, table);
            status.Update(table.Schema.Report!, before => WithContent(before, tables));
            served.AddRange(tables);
        }

        Serve(served, status.All, content.PublishNumber);
    }

    /// <summary>Merges the downloads of one report, keeps and serves the result, and gives the records with their outcomes.</summary>
    public async Task<IReadOnlyList<RefreshRecord>> PublishAsync(
        Report report, IReadOnlyList<ReportDownload> downloads, CancellationToken cancellationToken)
    {
        await _publishing.WaitAsync(cancellationToken);
        try
        {
            return await MergeAsync(report, downloads, cancellationToken);
        }
        finally
        {
            _publishing.Release();
        }
    }

    async Task<IReadOnlyList<RefreshRecord>> MergeAsync(Report report, IReadOnlyList<ReportDownload> downloads, CancellationToken cancellationToken)
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
        IReadOnlyList<Table> tables = isNews ? SetsOf(report, table) : [];
        Serve(tables, status.All.Select(known => known.Report == report ? Change(known) : known), number);
        if (current is null)
            NoteRefusal(report, hasAnswer ? null : merge.Records.LastOrDefault()?.Error);
        // The status follows the snapshot: who learns from it that a report is there finds its rows.
        status.Update(report, Change);
        return merge.Records;

        ReportStatus Change(ReportStatus before) => After(WithContent(before, tables), merge.Records) is var after && after.ContentDate == before.ContentDate
            ? after
            : after with { MovedAt = after.TriedAt };
    }

    /// <summary>Publishes <c>Reports</c> anew where states have changed without a publish: by the clock, or because a report waits.</summary>
    public async Task PublishStatusAsync(CancellationToken cancellationToken)
    {
        await _publishing.WaitAsync(cancellationToken);
        try
        {
            var reports = ReportsTable.Of(status.All, time.GetUtcNow(), options.StaleAfter);
            if (snapshots.Current.Find(ReportsTable.Schema.Name) is { } served && TableDifference.Of(served, reports).IsEmpty)
                return;
            var number = await store.PublishAsync([], cancellationToken);
            snapshots.Publish([reports.Publish(number)], number);
        }
        finally
        {
            _publishing.Release();
        }
    }

    public void Dispose() => _publishing.Dispose();

    DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>A report's sets: a trend, or the newest refreshes of a period report and then its history.</summary>
    IReadOnlyList<Table> SetsOf(Report report, Table table) =>
        report.Shape == ReportShape.Period ? [PeriodMerge.Newest(table, model.Find(report.EntitySet)!), table] : [table];

    /// <summary>Publishes tables of reports and all that follows from them, at once.</summary>
    void Serve(IReadOnlyList<Table> tables, IEnumerable<ReportStatus> statuses, long number)
    {
        Table[] all =
        [
            .. tables,
            .. derivation.Of(snapshots.Current, tables, Today),
            ReportsTable.Of(statuses, time.GetUtcNow(), options.StaleAfter),
            _log.Table,
        ];
        snapshots.Publish([.. all.Select(table => table.Publish(number))], number);
    }

    /// <summary>The status with what the sets of its report hold; none: as before.</summary>
    static ReportStatus WithContent(ReportStatus before, IReadOnlyList<Table> sets) => sets.Count == 0 ? before : before with
    {
        Rows = sets[0].Count,
        ContentDate = ContentDates.Newest(sets[0]),
        HistoryFrom = ContentDates.Oldest(sets[^1]),
        NamesConcealed = ConcealedNames.In(sets[0]),
    };

    /// <summary>Lets readers of a report that was never published know why; null takes the note back.</summary>
    void NoteRefusal(Report report, string? reason)
    {
        foreach (var set in model.Sets.Where(set => set.Report == report))
            snapshots.Refuse(set.Name, reason);
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
            NamesConcealed = records.FirstOrDefault(HasRows)?.NamesConcealed ?? before.NamesConcealed,
            LastError = failure?.Error,
            LastErrorCode = failure?.ErrorCode,
            RetryAfter = failure?.RetryAfter,
            Failures = failure is null ? 0 : before.Failures + 1,
        };
    }
}
