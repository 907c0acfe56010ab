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
    StoreEra _era = new(Erasure: 0, Losses: 0);

    /// <summary>To be asked for before fetching begins.</summary>
    public StoreEra Era => _era;

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

    /// <summary>
    /// Merges the downloads of one report, keeps and serves the result, and gives the records with their outcomes. Null, and nothing done,
    /// where the era is over in which they were fetched.
    /// </summary>
    public async Task<IReadOnlyList<RefreshRecord>?> PublishAsync(
        Report report, IReadOnlyList<ReportDownload> downloads, StoreEra era, CancellationToken cancellationToken)
    {
        IReadOnlyList<RefreshRecord>? records = null;
        await InTurnAsync(async () =>
        {
            try
            {
                while (_era == era && (records = await TryMergeAsync(report, downloads, cancellationToken)) is null)
                    await CatchUpAsync(cancellationToken);
            }
            catch (StoreException fault)
            {
                NoteRefusals(report, fault.Message);
                throw;
            }
        }, cancellationToken);
        return records;
    }

    /// <summary>Null where another process has published since: what the rows were merged into is then no longer so.</summary>
    async Task<IReadOnlyList<RefreshRecord>?> TryMergeAsync(Report report, IReadOnlyList<ReportDownload> downloads, CancellationToken cancellationToken)
    {
        var day = HistoryRetention.DayOf(Today, status.All.Select(known => known.ContentDate).Concat(downloads.Select(download => download.Record.ContentDate)).Max());
        var current = await CurrentAsync(downloads, day, cancellationToken);
        var merge = ReportMerge.Of(current.Snapshot, downloads, table => HistoryRetention.Apply(table, retention, day, current.Refreshes.GetValueOrDefault(table.Schema)));
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
    async Task<CurrentRows> CurrentAsync(IReadOnlyList<ReportDownload> downloads, DateOnly day, CancellationToken cancellationToken) => stored is null
        ? new CurrentRows(snapshots.Current, CurrentRows.AreAll)
        : await CurrentRows.ReadAsync(
            stored, snapshots.Current, downloads, (set, refreshes) => HistoryRetention.Dropped(refreshes, set.Personal, retention, day.DayNumber), cancellationToken);

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
        var (content, isOlder) = await LoadPublishedAsync(cancellationToken);
        var tables = content.Tables.ToDictionary(table => table.Schema.Name);
        if (tables.TryGetValue(RefreshLog.Schema.Name, out var log))
            _log = RefreshLog.Of(log);
        else if (isOlder)
            _log = RefreshLog.Empty;
        if (tables.TryGetValue(ReportsTable.Schema.Name, out var reports) || isOlder)
            _reports = reports;
        var served = new List<Table>();
        foreach (var table in content.Tables.Where(table => model.Find(table.Schema.Name) is not null))
            served.AddRange(await SetsOfAsync(table, cancellationToken));
        var isErasure = content.ErasureNumber > _number;
        _number = content.PublishNumber;
        _era = new StoreEra(content.ErasureNumber, _era.Losses + (isOlder ? 1 : 0));
        Restore(served);
        if (_reports is null)
            served.Add(ReportsTable.Of(status.All, time.GetUtcNow(), options.StaleAfter));
        if (log is null && (isOlder || snapshots.Current.Find(RefreshLog.Schema.Name) is null))
            served.Add(_log.Table);
        Serve(served, isOlder);
        if (isErasure)
            snapshots.DropSuperseded();
        foreach (var known in status.All)
            NoteRefusals(known.Report, known.LastError);
    }

    /// <summary>
    /// What was published since; all of it where the store is in an older state than is served, as after a backup was put back or a standby
    /// took over that had not heard of the last publishes. What it lost, Graph may still have; but a number that was given once is not given
    /// again to other rows, which callers would take for those they have.
    /// </summary>
    async Task<(StoredContent Content, bool IsOlder)> LoadPublishedAsync(CancellationToken cancellationToken)
    {
        Predicate<TableSchema>? isWanted = stored is null ? null : schema => schema.Report is null;
        var content = await store.LoadAsync(cancellationToken, _number, isWanted);
        if (content.PublishNumber >= _number)
            return (content, false);
        do
        {
            content = await store.LoadAsync(cancellationToken, after: 0, isWanted);
        }
        while (content.PublishNumber < _number && !await store.TryRaiseAsync(content.PublishNumber, _number, cancellationToken));
        return (content with { PublishNumber = Math.Max(content.PublishNumber, _number) }, true);
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
    /// <param name="isAll">Nothing of what was served stays.</param>
    void Serve(IReadOnlyList<Table> tables, bool isAll = false) =>
        snapshots.Publish([.. tables, .. derivation.Of(isAll ? FeedSnapshot.Empty : snapshots.Current, tables, Today)], _number, isAll);

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
            // The names tell themselves; the setting is asked for once an hour, and may have been another when they were made.
            NamesConcealed = before.NamesConcealed ?? records.FirstOrDefault(HasRows)?.NamesConcealed,
            LastError = failure?.Error,
            LastErrorCode = failure?.ErrorCode,
            RetryAfter = failure?.RetryAfter,
            Failures = failure is null ? 0 : before.Failures + 1,
        };
    }
}
