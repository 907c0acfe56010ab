using System.Collections.Concurrent;
using GraphSimulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace ODataFeed.Tests.Soak;

/// <summary>What a service asked of Graph and its download host over a long time.</summary>
sealed class SeenRequests(SimulatorHost graph)
{
    int _all;
    int _withTokenAtDownloads;

    public int All => _all;

    public int WithTokenAtDownloads => _withTokenAtDownloads;

    /// <summary>The last segments of download addresses.</summary>
    public ConcurrentBag<string> Links { get; } = [];

    public Task<bool> NoteAsync(HttpContext context)
    {
        Interlocked.Increment(ref _all);
        if (context.Request.Host.Value == graph.DownloadHost)
        {
            Links.Add(context.Request.Path.Value!.Split('/')[^1]);
            if (context.Request.Headers.Authorization.Count > 0)
                Interlocked.Increment(ref _withTokenAtDownloads);
        }

        return Task.FromResult(false);
    }
}
