using System.Net.Http.Headers;

namespace ODataFeed.Graph;

/// <summary>How long to wait before the next attempt.</summary>
static class RetryDelay
{
    /// <summary>A longer wait is left to the next refresh; Graph's own throttling window is ten minutes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What Graph asked for; else one second, doubled per attempt, half of it by chance so that instances do not come back together.
    /// Null when Graph asks for more than <see cref="Longest"/>.
    /// </summary>
    public static TimeSpan? Before(int nextAttempt, TimeSpan? retryAfter)
    {
        if (retryAfter is { } asked)
            return asked <= Longest ? asked : null;
        var full = First * Math.Pow(2, nextAttempt - 2);
        return (full / 2) + (full / 2 * Random.Shared.NextDouble());
    }

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
