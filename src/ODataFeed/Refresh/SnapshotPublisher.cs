using ODataFeed.Snapshot;
using ODataFeed.Snapshot.Derived;
using ODataFeed.Store;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>
/// Puts what refreshes brought into the store and then into the snapshot, one report at a time: a reader sees the rows of before or
/// those of now, and the numbers of snapshots rise as the store's do. What follows from the rows (views, users, <c>Reports</c>,
/// <c>Refreshes</c> …) is published in the same exchange. Where rows stay in the store, what <c>Reports</c> says of them is read from there,
/// and follows in a publish of its own.
/// </summary>
sealed class SnapshotPublisher(
    ReportStore store,
    PublishedSnapshots snapshots,
    FeedModel model,
    DerivedTables derivation,
    RefreshStatus status,
    RefreshOptions options,
    StoreOptions retention,
    Replica replica,
    TimeProvider time,
    StoredRows? stored = null) : IDisposable
{
    readonly SemaphoreSlim _publishing = new(1, 1);
    readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    RefreshLog _log = RefreshLog.Empty;
    Table? _reports;
    long _number;

    /// <summary>Ends when what the store held at start is served.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>Serves what the store holds from earlier runs. Called once, before the first publish.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await InTurnAsync(() => CatchUpAsync(cancellationToken), cancellationToken);
        _loaded.TrySetResult();
    }

    /// <summary>Serves what another process has published in the meantime, if any has.</summary>
    public Task FollowAsync(CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        if (await store.NumberAsync(cancellationToken) != _number)
            await CatchUpAsync(cancellationToken);
    }, cancellationToken);

    /// <summary>Merges the downloads of one report, keeps and serves the result, and gives the records with their outcomes.</summary>
    public async Task<IReadOnlyList<RefreshRecord>> PublishAsync(
        Report report, IReadOnlyList<ReportDownload> downloads, CancellationToken cancellationToken)
    {
        IReadOnlyList<RefreshRecord>? records = null;
        await InTurnAsync(async () =>
        {
            while ((records = await TryMergeAsync(report, downloads, cancellationToken)) is null)
                await CatchUpAsync(cancellationToken);
        }, cancellationToken);
        return records!;
    }

    /// <summary>Null where another process has published since: what the rows were merged into is then no longer so.</summary>
    async Task<IReadOnlyList<RefreshRecord>?> TryMergeAsync(Report report, IReadOnlyList<ReportDownload> downloads, CancellationToken cancellationToken)
    {
        var current = await CurrentAsync(downloads, cancellationToken);
        var merge = ReportMerge.Of(current.Snapshot, downloads, table => HistoryRetention.Apply(table, retention, Today, current.Refreshes.GetValueOrDefault(table.Schema)));
        var log = _log.With(merge.Records);
        List<Table> tables = stored is null ? [.. merge.Changes.SelectMany(change => SetsOf(change.After.Publish(store.Next(_number))))] : [];
        var reports = ReportsTable.Of(status.All.Select(known => known.Report == report ? Change(known) : known), time.GetUtcNow(), options.StaleAfter);
        // The log comes last: where there are no transactions, it must not be ahead of what it tells.
        if (await StoreAsync([.. merge.Changes, new(_reports, reports), new(_log.Table, log.Table)], cancellationToken) is not { } number)
            return null;
        // Digests are of what is stored. The number follows them: where they cannot be read, catching up brings what was stored.
        foreach (var change in stored is null ? [] : merge.Changes)
            tables.AddRange(await SetsOfAsync(change.After.Publish(number), cancellationToken));
        (_log, _reports, _number) = (log, reports, number);
        Serve([.. tables, reports.Publish(number), log.Table.Publish(number)]);
        NoteRefusals(report, merge.Records.LastOrDefault()?.Error);
        // The status follows the snapshot: who learns from it that a report is there finds its rows.
        status.Update(report, Change);
        if (stored is not null)
            await PublishReportsAsync(cancellationToken);
        return merge.Records;

        ReportStatus Change(ReportStatus before) => After(WithContent(before, tables), merge.Records) is var after && after.ContentDate == before.ContentDate
            ? after
            : after with { MovedAt = after.TriedAt };
    }

    /// <summary>Publishes <c>Reports</c> anew where states have changed without a publish: by the clock, or because a report waits.</summary>
    public Task PublishStatusAsync(CancellationToken cancellationToken) => InTurnAsync(() => PublishReportsAsync(cancellationToken), cancellationToken);

    async Task PublishReportsAsync(CancellationToken cancellationToken)
    {
        var reports = ReportsTable.Of(status.All, time.GetUtcNow(), options.StaleAfter);
        if (snapshots.Current.Find(ReportsTable.Schema.Name) is { } served && TableDifference.Of(served, reports).IsEmpty)
            return;
        long? number;
        while ((number = await StoreAsync([new(_reports, reports)], cancellationToken)) is null)
            await CatchUpAsync(cancellationToken);
        (_reports, _number) = (reports, number.Value);
        snapshots.Publish([reports.Publish(_number)], _number);
    }

    /// <summary>The number of the publish; null where another process has published since.</summary>
    Task<long?> StoreAsync(IReadOnlyList<TableChange> changes, CancellationToken cancellationToken) =>
        store.PublishAsync(changes, _number, cancellationToken, replica.Demand());

    public void Dispose() => _publishing.Dispose();

    DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>What downloads are merged into.</summary>
    async Task<CurrentRows> CurrentAsync(IReadOnlyList<ReportDownload> downloads, CancellationToken cancellationToken) => stored is null
        ? new CurrentRows(snapshots.Current, CurrentRows.AreAll)
        : await CurrentRows.ReadAsync(
            stored, snapshots.Current, downloads, (set, refreshes) => HistoryRetention.Dropped(refreshes, set.Personal, retention, Today.DayNumber), cancellationToken);

    /// <summary>What a table of rows is served as: with its rows, or where these stay in the store as digests.</summary>
    async Task<IReadOnlyList<Table>> SetsOfAsync(Table table, CancellationToken cancellationToken)
    {
        if (stored is null || table.Schema.Report is null)
            return SetsOf(table);
        var sets = new List<Table>();
        foreach (var set in SetsOf(Table.Empty(table.Schema)))
            sets.Add((await stored.DigestAsync(set.Schema, cancellationToken)).Publish(table.Version));
        return sets;
    }

    /// <summary>What a table of rows is served as: of a history its newest refreshes, and then itself.</summary>
    IReadOnlyList<Table> SetsOf(Table table) => table.Schema.Report is { } report && report.HistorySet == table.Schema.Name
        ? [PeriodMerge.Newest(table, model.Find(report.EntitySet)!).Publish(table.Version), table]
        : [table];

    /// <summary>Takes over what the store has beyond what is served: all of it at first, later what other processes published.</summary>
    async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var content = await store.LoadAsync(cancellationToken, _number, stored is null ? null : schema => schema.Report is null);
        var tables = content.Tables.ToDictionary(table => table.Schema.Name);
        if (tables.TryGetValue(RefreshLog.Schema.Name, out var log))
            _log = RefreshLog.Of(log);
        if (tables.TryGetValue(ReportsTable.Schema.Name, out var reports))
            _reports = reports;
        var served = new List<Table>();
        foreach (var table in content.Tables.Where(table => model.Find(table.Schema.Name) is not null))
            served.AddRange(await SetsOfAsync(table, cancellationToken));
        var isErasure = content.ErasureNumber > _number;
        _number = content.PublishNumber;
        Restore(served);
        if (_reports is null)
            served.Add(ReportsTable.Of(status.All, time.GetUtcNow(), options.StaleAfter));
        if (log is null && snapshots.Current.Find(RefreshLog.Schema.Name) is null)
            served.Add(_log.Table);
        Serve(served);
        if (isErasure)
            snapshots.DropSuperseded();
        foreach (var known in status.All)
            NoteRefusals(known.Report, known.LastError);
    }

    /// <summary>
    /// Learns from what the store holds how each report is. When a report comes next, only the service that refreshes knows by itself.
    /// </summary>
    void Restore(IReadOnlyList<Table> served)
    {
        var logged = LoggedRefreshes.Of(_log.Table);
        var planned = _reports is null || replica.IsRefresher ? null : ReportsTable.NextRefreshes(_reports);
        foreach (var known in status.All)
        {
            var sets = served.Where(set => set.Schema.Report == known.Report).ToList();
            var next = planned is not null && options.Reports.Contains(known.Report) ? planned.GetValueOrDefault(known.Report.EntitySet) : known.NextRefreshAt;
            status.Update(known.Report, before => WithContent(logged.Restore(before), sets) with { NextRefreshAt = next });
        }
    }

    /// <summary>Publishes tables under numbers of their own, and all that follows from them, at once.</summary>
    void Serve(IReadOnlyList<Table> tables) => snapshots.Publish([.. tables, .. derivation.Of(snapshots.Current, tables, Today)], _number);

    async Task InTurnAsync(Func<Task> publish, CancellationToken cancellationToken)
    {
        await _publishing.WaitAsync(cancellationToken);
        try
        {
            await publish();
        }
        finally
        {
            _publishing.Release();
        }
    }

    /// <summary>The status with what the sets of its report hold, single days not counted; none: as before.</summary>
    static ReportStatus WithContent(ReportStatus before, IEnumerable<Table> tables)
    {
        var sets = tables.Where(table => table.Schema.Name != before.Report.ByDaySet).ToList();
        return sets.Count == 0 ? before : before with
        {
            Rows = sets[0].StoredRows ?? sets[0].Count,
            ContentDate = ContentDates.Newest(sets[0]),
            HistoryFrom = ContentDates.Oldest(sets[^1]),
            NamesConcealed = ConcealedNames.In(sets[0]),
        };
    }

    /// <summary>Lets readers of sets that were never published know why; the note goes when the set comes.</summary>
    void NoteRefusals(Report report, string? reason)
    {
        foreach (var set in model.Sets.Where(set => set.Report == report))
            snapshots.Refuse(set.Name, snapshots.Current.Find(set.Name) is null ? reason : null);
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
