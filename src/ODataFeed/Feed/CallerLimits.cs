using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Features;
using ODataFeed.Access;
using ODataFeed.Query;

namespace ODataFeed.Feed;

/// <summary>Holds every caller to its limits: too much is answered with 429, before anything is read or computed.</summary>
sealed class CallerLimits(FeedLimits limits, TimeProvider time, FeedHandler feed)
{
    /// <summary>More callers than that are looked through for idle ones; anonymous callers are addresses, of which there is no end.</summary>
    const int Many = 1_024;

    readonly ConcurrentDictionary<string, CallerUse> _callers = new(StringComparer.Ordinal);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var use = UseOf(context);
        try
        {
            use.Begin();
        }
        catch (FeedException refusal)
        {
            await feed.FailAsync(context, refusal);
            return;
        }

        context.Features.Set(use);
        var body = new CountedBody(context.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        context.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await next(context);
        }
        finally
        {
            use.End(body.Bytes);
        }
    }

    CallerUse UseOf(HttpContext context)
    {
        if (_callers.Count > Many)
        {
            foreach (var idle in _callers.Where(entry => entry.Value.IsIdle).ToList())
                _callers.TryRemove(idle);
        }

        // A download link is open to all; whoever has it is known by address only.
        return _callers.GetOrAdd(Caller.Find(context)?.Name ?? $"{context.Connection.RemoteIpAddress}", _ => new CallerUse(limits, time));
    }
}
