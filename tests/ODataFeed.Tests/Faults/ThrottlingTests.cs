using GraphSimulator.Faults;
using ODataFeed.Refresh;
using Xunit;

namespace ODataFeed.Tests.Faults;

/// <summary>PROTOCOL §8: Graph's limits are kept by the service itself; what is refused all the same waits as Graph asks.</summary>
public sealed class ThrottlingTests
{
    [Fact]
    public async Task RetryAfterOfAThrottledRequestIsHonoured()
    {
        await using var tenant = await FaultyTenant.StartAsync();
        var started = tenant.Feed.Clock.GetUtcNow();

        Assert.Equal("Published", await tenant.RefreshAsync(FaultyTenant.Trend, new Fault { Kind = FaultKind.Throttled, Times = 1, RetryAfter = 47 }));

        Assert.Equal(TimeSpan.FromSeconds(47), tenant.Feed.Clock.GetUtcNow() - started);
    }

    [Fact]
    public async Task RetryAfterOfAnUnavailableServiceIsHonoured()
    {
        await using var tenant = await FaultyTenant.StartAsync();
        var started = tenant.Feed.Clock.GetUtcNow();

        await tenant.RefreshAsync(FaultyTenant.Trend, new Fault { Kind = FaultKind.Unavailable, Times = 2, RetryAfter = 30 });

        Assert.Equal(TimeSpan.FromSeconds(60), tenant.Feed.Clock.GetUtcNow() - started);
    }

    [Fact]
    public async Task WithoutRetryAfterTheWaitsGrowByChance()
    {
        await using var tenant = await FaultyTenant.StartAsync();
        var started = tenant.Feed.Clock.GetUtcNow();

        Assert.Equal("Failed", await tenant.RefreshAsync(FaultyTenant.Trend, new Fault { Kind = FaultKind.Throttled }));

        Assert.InRange(tenant.Feed.Clock.GetUtcNow() - started, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(3));
        Assert.Contains("lower Refresh:Budget", tenant.LastError(FaultyTenant.Trend), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReportNeverGetsMoreRequestsInTenMinutesThanItsBudget()
    {
        await using var tenant = await FaultyTenant.StartAsync("--Refresh:Budget=3");
        var sent = new List<DateTimeOffset>();
        tenant.Graph.BeforeRequest = context =>
        {
            if (context.Request.Path.Value!.Contains("getOffice365ActiveUserCounts", StringComparison.Ordinal))
                sent.Add(tenant.Feed.Clock.GetUtcNow());
            return Task.FromResult(false);
        };

        for (var i = 0; i < 10; i++)
            await tenant.RefreshAsync(FaultyTenant.Trend);

        Assert.Equal(10, sent.Count);
        Assert.All(sent, first => Assert.InRange(sent.Count(time => time >= first && time < first + TimeSpan.FromMinutes(10)), 1, 3));
    }

    [Fact]
    public async Task JsonHasABudgetOfItsOwn()
    {
        await using var tenant = await FaultyTenant.StartAsync("--Refresh:Budget=2");

        Assert.Equal("Published", await tenant.RefreshAsync(FaultyTenant.Trend,
            new Fault { Kind = FaultKind.UnknownSegment, Where = "/v1.0/" },
            new Fault { Kind = FaultKind.UnknownSegment, Where = "/beta/", Times = 1 }));

        Assert.EndsWith("$format=application/json", tenant.Asked.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReportThatKeepsFailingDoesNotDelayTheOthers()
    {
        await using var tenant = await FaultyTenant.StartAsync("--Refresh:Parallel=1", "--Refresh:Reports=Office365ActiveUserCounts,EmailActivityCounts");
        tenant.Graph.Faults.Add(new Fault { Kind = FaultKind.Throttled, Report = FaultyTenant.Trend, RetryAfter = 500 });
        var started = tenant.Feed.Clock.GetUtcNow();

        var failing = tenant.Feed.RefreshAsync(Reports.Of(FaultyTenant.Trend));
        var other = await tenant.Feed.PassAsync(tenant.Feed.RefreshAsync(Reports.Of("getEmailActivityCounts")));

        Assert.Equal((RefreshOutcome.Published, started), (other[0].Outcome, tenant.Feed.Clock.GetUtcNow()));
        Assert.False(failing.IsCompleted);
        Assert.Equal(RefreshOutcome.Failed, (await tenant.Feed.PassAsync(failing))[0].Outcome);
    }

    [Fact]
    public async Task ARefreshThatTakesTooLongIsGivenUp()
    {
        await using var tenant = await FaultyTenant.StartAsync("--Refresh:Budget=1", "--Refresh:Every=30.00:00:00");
        // Every answer is the last attempt's but one, so that budget and waits add up.
        var faults = new Fault { Kind = FaultKind.Throttled, RetryAfter = 600 };
        var started = tenant.Feed.Clock.GetUtcNow();

        for (var i = 0; i < 2; i++)
            Assert.Equal("Failed", await tenant.RefreshAsync("getMailboxUsageQuotaStatusMailboxCounts", faults));

        Assert.InRange(tenant.Feed.Clock.GetUtcNow() - started, TimeSpan.FromHours(1), 2 * ReportRefresh.Longest);
    }
}
