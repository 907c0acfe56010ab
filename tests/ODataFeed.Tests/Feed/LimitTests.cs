using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ODataFeed.Feed;
using ODataFeed.Query;
using ODataFeed.Query.Execution;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>What one caller and one query may cost.</summary>
public sealed class LimitTests
{
    /// <summary>Four rows become four million, and are sorted twice.</summary>
    static readonly string Heavy = string.Join('/', Enumerable.Repeat("concat(identity,identity)", 20)) + "/orderby(ProductType)/orderby(Assigned)";

    readonly FakeClock _clock = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Setting ⇶ request ⇶ status and code.</summary>
    [Theory]
    [InlineData("Groups=3", "Office365ActivationsUserCounts?$apply=groupby((ProductType))", 400, "TooManyGroups")]
    [InlineData("Groups=4", "Office365ActivationsUserCounts?$apply=groupby((ProductType))", 200, "")]
    [InlineData("InItems=2", "Office365ActivationsUserCounts?$filter=Assigned%20in%20(1,2,3)", 400, "TooComplex")]
    [InlineData("InItems=3", "Office365ActivationsUserCounts?$filter=Assigned%20in%20(1,2,3)", 200, "")]
    [InlineData("Top=5", "Office365ActivationsUserCounts?$top=6", 400, "TopTooLarge")]
    [InlineData("Top=5", "Office365ActivationsUserCounts?$top=5", 200, "")]
    [InlineData("Depth=3", "Office365ActivationsUserCounts?$filter=((((Assigned%20eq%201))))", 400, "TooComplex")]
    [InlineData("Nodes=10", "Office365ActivationsUserCounts?$filter=Assigned%20in%20(1,2,3,4,5,6,7,8,9,10,11)", 400, "TooComplex")]
    public async Task AQueryBeyondALimitIsRefusedClearly(string limit, string path, int status, string code)
    {
        await using var feed = await StartAsync($"--Feed:Limits:{limit}");
        using var client = new HttpClient();
        using var answer = await client.GetAsync($"{feed.App.Urls.First()}/odata/{path}");
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, body);
        Assert.Contains(code.Length == 0 ? "\"value\"" : $"\"code\":\"{code}\"", body);
        if (code.Length > 0)
            Assert.Contains(limit.Split('=')[1], body);
    }

    /// <summary>Each step doubles the rows, so that without the limit this would go on until the far larger budget of rows is used up.</summary>
    [Fact]
    public async Task AQueryThatComputesTooLongIsCutOff()
    {
        await using var feed = await StartAsync("--Feed:Limits:CpuTime=00:00:00.2");
        using var client = new HttpClient();
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync($"{feed.App.Urls.First()}/odata/Office365ActivationsUserCounts?$apply={Heavy}");
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("QueryTooExpensive", body);
        Assert.Contains("Feed:Limits:CpuTime", body);
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds, 0.15, 60);
    }

    /// <summary>The only slot is taken by a query that would compute for long; whoever asked for it leaves.</summary>
    [Fact]
    public async Task WhoLeavesEndsTheWork()
    {
        await using var feed = await StartAsync("--Feed:Limits:Executing=1");
        using var client = new HttpClient();
        using var leaving = new CancellationTokenSource();
        var query = client.GetAsync($"{feed.App.Urls.First()}/odata/Office365ActivationsUserCounts?$apply={Heavy}", leaving.Token);
        var slots = feed.App.Services.GetRequiredService<QuerySlots>();
        while (slots.Free > 0)
            await Task.Delay(1);
        var waiting = client.GetAsync($"{feed.App.Urls.First()}/odata/Office365ActivationsUserCounts?$top=1");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => query);
        using var answer = await waiting.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task TooManyRequestsAreToldWhenToComeBack()
    {
        await using var feed = await StartAsync("--Feed:Limits:RequestsPerMinute=3");
        using var client = new HttpClient();
        var statuses = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            using var answer = await client.GetAsync(feed.App.Urls.First() + "/odata/");
            statuses.Add((int)answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
                Assert.Contains("TooManyRequests", await answer.Content.ReadAsStringAsync());
            }
        }

        Assert.Equal([200, 200, 200, 429, 429], statuses);
        using var health = await client.GetAsync(feed.App.Urls.First() + "/health/live");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task TheRequestsOfABatchCountEach()
    {
        await using var feed = await StartAsync("--Feed:Limits:RequestsPerMinute=3");
        using var client = new HttpClient();
        var parts = string.Join(',', Enumerable.Range(1, 4).Select(id => $"{{\"id\":\"{id}\",\"method\":\"GET\",\"url\":\"Dates?$top=1\"}}"));
        using var answer = await client.PostAsync(feed.App.Urls.First() + "/odata/$batch", new StringContent($"{{\"requests\":[{parts}]}}", null, "application/json"));
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
    }

    [Fact]
    public async Task WhoHasReadTooMuchWaits()
    {
        await using var feed = await StartAsync("--Feed:Limits:BytesPerMinute=1000");
        using var client = new HttpClient();
        using var first = await client.GetAsync(feed.App.Urls.First() + "/odata/$metadata");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var second = await client.GetAsync(feed.App.Urls.First() + "/odata/");
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
    }

    [Fact]
    public void AMinuteLaterTheCountBeginsAnew()
    {
        var use = new CallerUse(new FeedLimits { RequestsPerMinute = 1 }, _clock);
        use.Begin();
        use.End(1_000);
        _clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(20, Assert.Throws<FeedException>(use.Begin).RetryAfter);
        Assert.False(use.IsIdle);
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.True(use.IsIdle);
        use.Begin();
    }

    [Fact]
    public void RequestsUnderWayAreCountedUntilTheyEnd()
    {
        var use = new CallerUse(new FeedLimits { ConcurrentRequests = 2 }, _clock);
        use.Begin();
        use.Begin();
        Assert.Equal(429, Assert.Throws<FeedException>(use.Begin).Status);
        use.End(0);
        use.Begin();
    }

    [Fact]
    public async Task OnlySoManyQueriesWait()
    {
        using var slots = new QuerySlots(executing: 1, waiting: 1, TimeSpan.FromMinutes(1), TimeProvider.System);
        using var gate = new ManualResetEventSlim();
        var computing = Task.Run(async () => await slots.RunAsync(token => { gate.Wait(token); return 1; }, CancellationToken.None));
        var (waiting, refused) = (default(Task<int>), default(FeedException));
        while (refused is null)
        {
            var next = slots.RunAsync(_ => 2, CancellationToken.None).AsTask();
            if (next.IsFaulted)
                refused = (FeedException)next.Exception.InnerException!;
            else if (next.IsCompleted)
                await Task.Yield();
            else
                waiting = next;
        }

        Assert.Equal((503, "Busy"), (refused.Status, refused.Code));
        gate.Set();
        Assert.Equal((1, 2), (await computing, await waiting!));
    }

    [Fact]
    public async Task WhoGivesUpWaitingLeavesTheQueue()
    {
        using var slots = new QuerySlots(executing: 1, waiting: 1, TimeSpan.FromMinutes(1), TimeProvider.System);
        using var gate = new ManualResetEventSlim();
        using var started = new ManualResetEventSlim();
        var computing = Task.Run(async () => await slots.RunAsync(token => { started.Set(); gate.Wait(token); return 1; }, CancellationToken.None));
        started.Wait();
        using var leaving = new CancellationTokenSource();
        var left = slots.RunAsync(_ => 2, leaving.Token).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        var next = slots.RunAsync(_ => 3, CancellationToken.None).AsTask();
        gate.Set();
        Assert.Equal((1, 3), (await computing, await next));
    }

    static async Task<FeedHost> StartAsync(params string[] args)
    {
        var feed = await FeedFixture.StartAsync(args);
        SmallTenant.Publish(feed);
        return feed;
    }
}
