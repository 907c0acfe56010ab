using ODataFeed.Store;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>
/// Loads the store, then, while this service is the one that refreshes, keeps every selected report fresh on its own: at start, when
/// <see cref="RefreshSchedule"/> says, and when somebody asks. A report that fails or waits holds up none of the others.
/// </summary>
sealed partial class RefreshScheduler(
    StoredPersonalData stored,
    ReportRefresh refresh,
    SnapshotPublisher publisher,
    RefreshStatus status,
    RefreshProgress progress,
    RefreshAlarms alarms,
    RefreshMetrics metrics,
    RefreshOptions options,
    Replica replica,
    TimeProvider time,
    ILogger<RefreshScheduler> logger)
    : BackgroundService
{
    /// <summary>How often states that follow from the clock alone are looked at.</summary>
    static readonly TimeSpan StatusInterval = TimeSpan.FromHours(1);

    int _done;

    /// <summary>A store that cannot be used, or made to obey the personal-data policy, stops the start; reading it goes on behind the open port.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await stored.ApplyPolicyAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await publisher.LoadAsync(stoppingToken);
        while (true)
        {
            var term = await replica.NextTermAsync(stoppingToken);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(term.Ended, stoppingToken);
            try
            {
                // What is small, and looked at first, comes first: days of counts, then windows of counts, then everyone by name.
                var inTurn = options.Reports.OrderBy(report => report.Detail).ThenBy(report => report.Shape != ReportShape.Trend);
                var keeping = inTurn.Select(report => KeepFreshAsync(report, FirstDue(report, term), end.Token));
                await Task.WhenAll(keeping.Append(KeepStatusAsync(end.Token)));
            }
            catch (OperationCanceledException) when (term.Ended.IsCancellationRequested && !stoppingToken.IsCancellationRequested)
            {
                // Another service may refresh now; this one waits for its next turn.
            }
        }
    }

    /// <summary>
    /// Whoever takes over goes on where the other stopped: a report is fetched when it was to be. What was planned from a later moment on
    /// than the last attempt was under way, and is fetched now.
    /// </summary>
    DateTimeOffset FirstDue(Report report, RefreshTerm term)
    {
        var now = time.GetUtcNow();
        if (!term.IsTakeover || status.Of(report) is not { NextRefreshAt: { } planned } known)
            return now + (options.OnStart ? TimeSpan.Zero : options.Every);
        return planned <= known.TriedAt + options.Every ? planned : now;
    }

    async Task KeepFreshAsync(Report report, DateTimeOffset due, CancellationToken cancellationToken)
    {
        while (true)
        {
            status.Update(report, before => before with { NextRefreshAt = due });
            var isAsked = await alarms.SleepAsync(report, due, cancellationToken);
            var now = time.GetUtcNow();
            // Known before it is tried, so that whoever is told of the rows is told when the next ones come.
            due = now + options.Every;
            if (!isAsked && RefreshSchedule.CannotHaveMoved(status.Of(report), now))
                continue;
            progress.Start(report);
            status.Update(report, before => before with { NextRefreshAt = due });
            var (outcome, rows) = await RunAsync(report, cancellationToken);
            // A clock that was set back meanwhile must not put the next one off.
            var began = now < time.GetUtcNow() ? now : time.GetUtcNow();
            var next = RefreshSchedule.Next(status.Of(report), options.Every, began);
            if (next != due)
            {
                due = next;
                status.Update(report, before => before with { NextRefreshAt = next });
                await PublishStatusAsync(cancellationToken);
            }

            progress.End(report, outcome, rows, status.Of(report).LastError);
        }
    }

    /// <summary>Reports grow stale without anything happening.</summary>
    async Task KeepStatusAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Every < StatusInterval ? options.Every : StatusInterval, time);
        // What an earlier run said of the reports may no longer be so.
        if (status.IsReady)
            await PublishStatusAsync(cancellationToken);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            await PublishStatusAsync(cancellationToken);
    }

    /// <summary>A store that is out of reach keeps nobody from trying again later.</summary>
    async Task PublishStatusAsync(CancellationToken cancellationToken)
    {
        try
        {
            await publisher.PublishStatusAsync(cancellationToken);
        }
        catch (StoreException fault)
        {
            Log.StatusNotKept(logger, fault.Message);
        }
    }

    /// <summary>A fault of ours in one report must not end the refreshing of all others: it is logged with its stack.</summary>
    async Task<(string Outcome, long Rows)> RunAsync(Report report, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var span = RefreshMetrics.Begin(report.EntitySet);
        try
        {
            var records = await refresh.RunAsync(report, cancellationToken);
            metrics.End(span, records);
            foreach (var record in records.Where(record => record.Outcome == RefreshOutcome.Failed))
                Log.Failed(logger, report.EntitySet, record.Period, record.Error!);
            var (outcomes, rows) = (Outcomes(records), records.Sum(record => record.Rows));
            Log.Done(logger, Interlocked.Increment(ref _done), report.EntitySet, outcomes, rows, (long)time.GetElapsedTime(started).TotalMilliseconds);
            return (outcomes, rows);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            progress.End(report, "Stopped", rows: 0, error: null);
            throw;
        }
        catch (StoreException fault)
        {
            Log.Failed(logger, report.EntitySet, null, fault.Message);
            metrics.Fail(span, report.EntitySet);
            status.Update(report, before => before with { LastError = fault.Message, Failures = before.Failures + 1 });
            return (nameof(RefreshOutcome.Failed), 0);
        }
        catch (Exception fault)
        {
            Log.Fault(logger, fault, report.EntitySet);
            metrics.Fail(span, report.EntitySet);
            var error = $"Internal error: {fault.GetType().Name}. The log has it.";
            status.Update(report, before => before with { TriedAt = time.GetUtcNow(), LastError = error, Failures = before.Failures + 1 });
            return (nameof(RefreshOutcome.Failed), 0);
        }
    }

    static string Outcomes(IReadOnlyList<RefreshRecord> records) => string.Join(", ", records.Select(record => record.Outcome).Distinct());

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Refresh {Number}: {Set} {Outcome}, {Rows} rows, {Milliseconds} ms")]
        public static partial void Done(ILogger logger, int number, string set, string outcome, long rows, long milliseconds);

        [LoggerMessage(LogLevel.Warning, "{Set} {Period}: {Error}")]
        public static partial void Failed(ILogger logger, string set, string? period, string error);

        [LoggerMessage(LogLevel.Warning, "The state of the reports could not be stored. {Reason}")]
        public static partial void StatusNotKept(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Error, "{Set} could not be refreshed")]
        public static partial void Fault(ILogger logger, Exception fault, string set);
    }
}
