namespace GraphSimulator.Hosting;

/// <summary>The latest requests, oldest first, for tests to look at. Kept in memory only.</summary>
public sealed class RequestLog
{
    /// <summary>An embedded simulator runs for weeks: older requests are forgotten.</summary>
    const int Kept = 10_000;

    readonly Lock _lock = new();
    readonly Queue<RecordedRequest> _requests = new();

    /// <summary>The requests recorded so far.</summary>
    public IReadOnlyList<RecordedRequest> Snapshot()
    {
        lock (_lock)
            return [.. _requests];
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_lock)
            _requests.Clear();
    }

    internal void Add(HttpRequest request)
    {
        var recorded = new RecordedRequest(
            request.Method,
            request.Host.ToString(),
            request.Path + request.QueryString.ToString(),
            request.Headers.Authorization.Count > 0);
        lock (_lock)
        {
            if (_requests.Count == Kept)
                _requests.Dequeue();
            _requests.Enqueue(recorded);
        }
    }
}
