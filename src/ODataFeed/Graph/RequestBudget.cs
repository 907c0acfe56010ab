using System.Collections.Concurrent;

namespace ODataFeed.Graph;

/// <summary>
/// Requests per function within ten minutes. Graph counts so per app and tenant, CSV and JSON apart (Graph documentation, "Microsoft
/// 365 reports service limits"); staying below its limit costs less than being throttled.
/// </summary>
/// <param name="csv">Requests for CSV.</param>
/// <param name="time">The clock.</param>
/// <param name="json">Requests for JSON, each page being one.</param>
sealed class RequestBudget(int csv, TimeProvider time, int json = RequestBudget.JsonRequests)
{
    /// <summary>Graph's limit for JSON of beta; that of CSV is the default of <c>Refresh:Budget</c>.</summary>
    public const int JsonRequests = 100;

    static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    // Timestamps: a clock that is set does not touch them.
    readonly ConcurrentDictionary<(string Function, bool IsJson), Queue<long>> _sent = [];

    /// <summary>How many more requests for CSV the function may get now.</summary>
    public int Left(string function)
    {
        var sent = Sent(function, isJson: false);
        lock (sent)
        {
            Expire(sent);
            return csv - sent.Count;
        }
    }

    /// <summary>Takes one request, after waiting until there is one to take; meanwhile others have the turn.</summary>
    public async Task TakeAsync(string function, bool isJson, RequestTurn? turn, CancellationToken cancellationToken)
    {
        var sent = Sent(function, isJson);
        while (Wait(sent, isJson ? json : csv) is { } wait)
        {
            turn?.GiveBack();
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    Queue<long> Sent(string function, bool isJson) => _sent.GetOrAdd((function, isJson), _ => new Queue<long>());

    TimeSpan? Wait(Queue<long> sent, int most)
    {
        lock (sent)
        {
            Expire(sent);
            if (sent.Count >= most)
                return Window - time.GetElapsedTime(sent.Peek());
            sent.Enqueue(time.GetTimestamp());
            return null;
        }
    }

    void Expire(Queue<long> sent)
    {
        while (sent.TryPeek(out var first) && time.GetElapsedTime(first) >= Window)
            sent.Dequeue();
    }
}
