using ODataFeed.Query;

namespace ODataFeed.Feed;

/// <summary>What one caller uses at present: requests under way, and requests and bytes of the current minute.</summary>
sealed class CallerUse(FeedLimits limits, TimeProvider time)
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    readonly Lock _counting = new();
    long _began = time.GetTimestamp();
    int _underWay;
    int _requests;
    long _bytes;

    /// <summary>Nothing is under way, and the last minute that counted is over: nothing is lost by forgetting the caller.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_counting)
                return _underWay == 0 && time.GetElapsedTime(_began) >= Minute;
        }
    }

    /// <summary>Begins a request; <see cref="End"/> must follow.</summary>
    /// <exception cref="FeedException">429: the caller has used up what it may.</exception>
    public void Begin()
    {
        lock (_counting)
        {
            if (_underWay >= limits.ConcurrentRequests)
                throw FeedErrors.TooManyRequests($"{_underWay} requests are under way", nameof(FeedLimits.ConcurrentRequests), 1);
            Count(1);
            _underWay++;
        }
    }

    /// <summary>Counts the requests of a batch beyond the first.</summary>
    /// <exception cref="FeedException">429: they are more than the minute has left.</exception>
    public void Add(int requests)
    {
        lock (_counting)
            Count(requests);
    }

    public void End(long bytes)
    {
        lock (_counting)
        {
            _underWay--;
            _bytes += bytes;
        }
    }

    void Count(int requests)
    {
        if (time.GetElapsedTime(_began) is var elapsed && elapsed >= Minute)
            (_began, _requests, _bytes, elapsed) = (time.GetTimestamp(), 0, 0, TimeSpan.Zero);
        var left = (int)Math.Ceiling((Minute - elapsed).TotalSeconds);
        if (limits.RequestsPerMinute > 0 && _requests + requests > limits.RequestsPerMinute)
            throw FeedErrors.TooManyRequests($"{_requests} requests came within a minute", nameof(FeedLimits.RequestsPerMinute), left);
        if (limits.BytesPerMinute > 0 && _bytes >= limits.BytesPerMinute)
            throw FeedErrors.TooManyRequests($"{_bytes} bytes were answered within a minute", nameof(FeedLimits.BytesPerMinute), left);
        _requests += requests;
    }
}
