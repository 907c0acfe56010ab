using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ODataFeed.Feed;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>How long an answer took is told to whoever prefers to know, and measured for nobody else.</summary>
public sealed class ServerTimingTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    [Theory]
    [InlineData("/OneDriveUsageStorage")]
    [InlineData("/OneDriveUsageStorage?$format=csv")]
    [InlineData("/OneDriveUsageStorage/$count")]
    [InlineData("/Dates(2026-01-01)")]
    [InlineData("/Dates(2026-01-01)/Year/$value")]
    public async Task WhoPrefersItLearnsHowLongPlanningAndExecutingTook(string path)
    {
        using var answer = await feed.GetAsync(path, "Prefer: odata.maxpagesize=5, Server-Timing");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Matches(@"^plan;dur=\d+(\.\d+)?, execute;dur=\d+(\.\d+)?$", Assert.Single(answer.Headers.GetValues("Server-Timing")));
    }

    [Fact]
    public async Task AnAnswerThatTheClientHasWasOnlyPlanned()
    {
        using var first = await feed.GetAsync("/OneDriveUsageStorage");
        Assert.False(first.Headers.Contains("Server-Timing"));
        using var again = await feed.GetAsync("/OneDriveUsageStorage", "Prefer: server-timing", $"If-None-Match: {first.Headers.ETag}");
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Matches(@"^plan;dur=\d+(\.\d+)?$", Assert.Single(again.Headers.GetValues("Server-Timing")));
    }

    [Fact]
    public async Task ARefusalHasNoTimes()
    {
        using var answer = await feed.GetAsync("/OneDriveUsageStorage?$filter=Nonsense eq 1", "Prefer: server-timing");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Server-Timing"));
    }

    [Fact]
    public async Task ARequestThatNobodyMeasuresAllocatesNothing()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new RequestMetrics(services.GetRequiredService<IMeterFactory>(), TimeProvider.System);
        var context = new DefaultHttpContext();
        context.Request.Headers["Prefer"] = "odata.maxpagesize=5";
        Assert.Equal(0, Allocated());

        long Allocated()
        {
            var before = 0L;
            for (var i = 0; i < 50; i++)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
                Assert.True(metrics.InvokeAsync(context, static _ => Task.CompletedTask).IsCompletedSuccessfully);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
