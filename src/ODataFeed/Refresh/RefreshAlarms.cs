using System.Collections.Concurrent;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>Lets the refreshing of a report sleep until an instant, or until somebody asks for it.</summary>
sealed class RefreshAlarms(TimeProvider time)
{
    readonly ConcurrentDictionary<string, TaskCompletionSource> _bells = [];

    /// <summary>Wakes the report, now or as soon as it goes to sleep.</summary>
    public void Ring(Report report) => Bell(report).TrySetResult();

    /// <summary>True where somebody rang, false where the instant has come.</summary>
    public async Task<bool> SleepAsync(Report report, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var bell = Bell(report).Task;
        var wait = until - time.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            using var sleep = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(bell, Task.Delay(wait, time, sleep.Token));
            await sleep.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }

        return bell.IsCompleted && _bells.TryRemove(report.Function, out _);
    }

    TaskCompletionSource Bell(Report report) =>
        _bells.GetOrAdd(report.Function, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
