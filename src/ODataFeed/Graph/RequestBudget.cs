using System.Collections.Concurrent;

namespace ODataFeed.Graph;

/// <summary>
/// Requests per function within ten minutes. Graph counts so per app and tenant (Graph documentation, "Microsoft 365 reports service
/// limits"); staying below its limit costs less than being throttled.
/// </summary>
sealed class RequestBudget(int requests, TimeProvider time)
{
    static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    readonly ConcurrentDictionary<string, Queue<DateTimeOffset>> _sent = [];

    /// <summary>How many more requests the function may get now.</summary>
    public int Left(string function)
    {
        var sent = _sent.GetOrAdd(function, _ => new Queue<DateTimeOffset>());
        lock (sent)
        {
            Expire(sent);
            return requests - sent.Count;
        }
    }

    /// <summary>Takes one request, after waiting until there is one to take.</summary>
    public async Task TakeAsync(string function, CancellationToken cancellationToken)
    {
        var sent = _sent.GetOrAdd(function, _ => new Queue<DateTimeOffset>());
        while (Wait(sent) is { } wait)
            await Task.Delay(wait, time, cancellationToken);
    }

    TimeSpan? Wait(Queue<DateTimeOffset> sent)
    {
        lock (sent)
        {
            Expire(sent);
            if (sent.Count >= requests)
                return sent.Peek() + Window - time.GetUtcNow();
            sent.Enqueue(time.GetUtcNow());
            return null;
        }
    }

    void Expire(Queue<DateTimeOffset> sent)
    {
        while (sent.TryPeek(out var first) && first + Window <= time.GetUtcNow())
            sent.Dequeue();
    }
}
