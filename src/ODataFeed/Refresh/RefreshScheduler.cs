using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>
/// Loads the store, then refreshes the selected reports: at start, and each time <c>Refresh:Every</c> has passed. A round that takes
/// longer is followed by the next one at once; rounds never overlap.
/// </summary>
sealed partial class RefreshScheduler(
    StoredPersonalData stored,
    ReportRefresh refresh,
    SnapshotPublisher publisher,
    RefreshStatus status,
    RefreshOptions options,
    TimeProvider time,
    ILogger<RefreshScheduler> logger)
    : BackgroundService
{
    /// <summary>A store that cannot be used, or made to obey the personal-data policy, stops the start; reading it goes on behind the open port.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await stored.ApplyPolicyAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await publisher.LoadAsync(stoppingToken);
        using var timer = new PeriodicTimer(options.Every, time);
        if (options.OnStart)
            await RunRoundAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await RunRoundAsync(stoppingToken);
    }

    /// <summary>Refreshes all selected reports, some at a time.</summary>
    async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(options.Reports, parallel, async (report, token) =>
        {
            status.Update(report, before => before with { NextRefreshAt = started + options.Every });
            if (refresh.IsWithinBudget(report))
                await RunReportAsync(report, () => Interlocked.Increment(ref done), token);
            else
                Log.Deferred(logger, report.EntitySet, Interlocked.Increment(ref done), options.Reports.Count);
        });
        await publisher.PublishStatusAsync(cancellationToken);
        Log.RoundDone(logger, options.Reports.Count, (long)(time.GetUtcNow() - started).TotalMilliseconds);
    }

    /// <summary>A fault of ours in one report must not end the refreshing of all others: it is logged with its stack.</summary>
    async Task RunReportAsync(Report report, Func<int> count, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            var records = await refresh.RunAsync(report, cancellationToken);
            var (done, milliseconds) = (count(), (long)time.GetElapsedTime(started).TotalMilliseconds);
            foreach (var record in records.Where(record => record.Outcome == RefreshOutcome.Failed))
                Log.Failed(logger, report.EntitySet, record.Period, record.Error!);
            var rows = records.Sum(record => record.Rows);
            Log.Done(logger, done, options.Reports.Count, report.EntitySet, Outcomes(records), rows, milliseconds);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Fault(logger, fault, report.EntitySet, count(), options.Reports.Count);
            var error = $"Internal error: {fault.GetType().Name}. The log has it.";
            status.Update(report, before => before with { TriedAt = time.GetUtcNow(), LastError = error });
        }
    }

    static string Outcomes(IReadOnlyList<RefreshRecord> records) => string.Join(", ", records.Select(record => record.Outcome).Distinct());

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Report {Done} of {All}: {Set} {Outcome}, {Rows} rows, {Milliseconds} ms")]
        public static partial void Done(ILogger logger, int done, int all, string set, string outcome, long rows, long milliseconds);

        [LoggerMessage(LogLevel.Warning, "{Set} {Period}: {Error}")]
        public static partial void Failed(ILogger logger, string set, string? period, string error);

        [LoggerMessage(LogLevel.Error, "Report {Done} of {All}: {Set} could not be refreshed")]
        public static partial void Fault(ILogger logger, Exception fault, string set, int done, int all);

        [LoggerMessage(LogLevel.Information, "Report {Done} of {All}: {Set} waits for the next round, Refresh:Budget is used up for now")]
        public static partial void Deferred(ILogger logger, string set, int done, int all);

        [LoggerMessage(LogLevel.Information, "Refreshed {All} reports in {Milliseconds} ms")]
        public static partial void RoundDone(ILogger logger, int all, long milliseconds);
    }
}
