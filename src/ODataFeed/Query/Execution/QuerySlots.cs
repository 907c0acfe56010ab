using System.Threading.RateLimiting;

namespace ODataFeed.Query.Execution;

/// <summary>
/// Lets as many queries compute at the same time as there are processors, the others in turn, and ends one that computes too long. Only
/// computing takes a slot: whoever reads slowly, or not at all, holds up nobody. With a processor per slot, time on the clock is time of
/// the processor, so that the clock can be the measure. The feed's queries and those of pages take the same slots.
/// </summary>
/// <param name="executing">The queries that compute at once.</param>
/// <param name="waiting">Those that may wait for a slot.</param>
/// <param name="cpuTime">The longest one may compute.</param>
sealed class QuerySlots(int executing, int waiting, TimeSpan cpuTime, TimeProvider time) : IDisposable
{
    readonly ConcurrencyLimiter _slots = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = executing,
        QueueLimit = waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Slots that nobody uses at present.</summary>
    public long Free => _slots.GetStatistics()!.CurrentAvailablePermits;

    /// <summary>Runs a piece of computing.</summary>
    /// <exception cref="FeedException">503: too many wait already; 400: it took longer than a query may.</exception>
    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, T> compute, CancellationToken cancellation)
    {
        using var slot = await _slots.AcquireAsync(1, cancellation);
        if (!slot.IsAcquired)
            throw FeedErrors.Full();
        using var limit = new CancellationTokenSource(cpuTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return compute(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw FeedErrors.QueryTooLong(cpuTime);
        }
    }

    /// <summary>
    /// Runs what mostly waits for the database: no more at once than would compute here, so that they do not hold each other up there. Its
    /// time is not that of a processor, and is limited by that of the request.
    /// </summary>
    /// <exception cref="FeedException">503: too many wait already.</exception>
    public async ValueTask<T> HoldAsync<T>(Func<Task<T>> read, CancellationToken cancellation)
    {
        using var slot = await _slots.AcquireAsync(1, cancellation);
        return slot.IsAcquired ? await read() : throw FeedErrors.Full();
    }

    public void Dispose() => _slots.Dispose();
}
