using System.Net.Http.Headers;

namespace ODataFeed.Graph;

/// <summary>How long Graph wants to be left alone.</summary>
static class RetryDelay
{
    /// <summary>A longer wait is left to the next refresh; Graph's own throttling window is ten minutes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Reads Retry-After (RFC 9110 §10.2.3): seconds or a date; a date that has passed is no wait.</summary>
    public static TimeSpan? Read(RetryConditionHeaderValue? header, DateTimeOffset now)
    {
        if (header?.Delta is { } delta)
            return delta;
        if (header?.Date is { } date)
            return date > now ? date - now : TimeSpan.Zero;
        return null;
    }
}
