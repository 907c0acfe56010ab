using System.Net;
using GraphSimulator.Faults;
using ODataFeed.Refresh;
using Xunit;

namespace ODataFeed.Tests.Faults;

/// <summary>PROTOCOL §7 and §3: content moves once a day; nothing is downloaded that is known.</summary>
public sealed class FreshnessTests
{
    [Fact]
    public async Task WhatIsKnownIsNotDownloadedAgain()
    {
        await using var tenant = await FaultyTenant.StartAsync();
        await tenant.RefreshAsync(FaultyTenant.Detail);

        var again = Assert.Single(await tenant.RecordsAsync(FaultyTenant.Detail));

        Assert.Equal((RefreshOutcome.Unchanged, 0L, 2), (again.Outcome, again.Bytes, again.Requests));
    }

    [Fact]
    public async Task AFileWithBadCellsIsDownloadedAgain()
    {
        await using var tenant = await FaultyTenant.StartAsync();
        await tenant.RefreshAsync(FaultyTenant.Trend, new Fault { Kind = FaultKind.BadCells, Column = "Exchange", Every = 150 });

        Assert.Equal("Published", await tenant.RefreshAsync(FaultyTenant.Trend));

        await tenant.AssertTruthAsync(FaultyTenant.Trend);
    }

    [Theory]
    [InlineData("2026-08-11", false)]
    [InlineData("2026-08-10", true)]
    public void NothingIsAskedBeforeTheNextDayIsOver(string content, bool asks)
    {
        var now = new DateTimeOffset(2026, 8, 12, 10, 0, 0, TimeSpan.Zero);
        var status = Status() with { TriedAt = now, ContentDate = DateOnly.Parse(content, System.Globalization.CultureInfo.InvariantCulture) };

        Assert.Equal(!asks, RefreshSchedule.CannotHaveMoved(status, now));
        Assert.False(RefreshSchedule.CannotHaveMoved(status with { LastError = "refused" }, now));
    }

    [Theory]
    // Hours since the content moved ⇶ hours until the next attempt, of every six.
    [InlineData(0, 6)]
    [InlineData(12, 6)]
    [InlineData(20, 4)]
    [InlineData(24, 1)]
    [InlineData(40, 1)]
    public void PollingTightensWhenTheNextRefreshIsDue(int hours, int wait)
    {
        var now = new DateTimeOffset(2026, 8, 12, 10, 0, 0, TimeSpan.Zero);

        var next = RefreshSchedule.Next(Status() with { MovedAt = now.AddHours(-hours) }, TimeSpan.FromHours(6), now);

        Assert.Equal(now.AddHours(wait), next);
    }

    [Theory]
    [InlineData(1, null, 10)]
    [InlineData(2, null, 20)]
    [InlineData(4, null, 80)]
    [InlineData(50, null, 360)]
    [InlineData(1, 1000, 1000)]
    public void AfterFailuresTheWaitsGrowToTheUsualOne(int failures, int? retryAfter, int minutes)
    {
        var now = new DateTimeOffset(2026, 8, 12, 10, 0, 0, TimeSpan.Zero);
        var status = Status() with { LastError = "x", Failures = failures, RetryAfter = retryAfter is { } asked ? TimeSpan.FromMinutes(asked) : null };

        Assert.Equal(now.AddMinutes(minutes), RefreshSchedule.Next(status, TimeSpan.FromHours(6), now));
    }

    [Fact]
    public async Task AContentDateThatStandsStillMakesTheReportStale()
    {
        await using var tenant = await FaultyTenant.StartAsync("--Refresh:StaleAfter=5.00:00:00");
        await tenant.RefreshAsync(FaultyTenant.Trend);
        var status = tenant.Feed.Service<RefreshStatus>().Of(Reports.Of(FaultyTenant.Trend));

        // The tenant's clock stands still while the service's goes on.
        tenant.Graph.Clock.Advance(TimeSpan.FromDays(-6));
        tenant.Feed.Clock.Advance(TimeSpan.FromDays(6));
        Assert.Equal("Unchanged", await tenant.RefreshAsync(FaultyTenant.Trend));

        Assert.Equal(ReportState.Stale, status.StateAt(tenant.Feed.Clock.GetUtcNow(), TimeSpan.FromDays(5)));
    }

    [Fact]
    public async Task ARefreshIsStartedByAPageOfTheServiceOnly()
    {
        await using var tenant = await FaultyTenant.StartAsync("--Refresh:Reports=Office365ActiveUserCounts,EmailActivityCounts");
        using var client = new HttpClient { BaseAddress = new Uri(new Uri(tenant.Feed.Root).GetLeftPart(UriPartial.Authority)) };

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync("/refresh", null));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync("/refresh", "https://elsewhere.example"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("/refresh?reports=Nothing", client.BaseAddress.OriginalString));
        Assert.Empty(tenant.Asked);
        using var events = await client.GetAsync("/refresh/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", events.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/refresh?reports=Email*", client.BaseAddress.OriginalString));

        using var reader = new StreamReader(await events.Content.ReadAsStreamAsync());
        Assert.Equal("data: {\"running\":[]}", await DataAsync(reader));
        Assert.Contains("\"report\":\"EmailActivityCounts\",\"state\":\"Started\"", await DataAsync(reader), StringComparison.Ordinal);
        Assert.Contains("\"state\":\"Published\"", await DataAsync(reader), StringComparison.Ordinal);
        var progress = await client.GetStringAsync("/refresh");
        Assert.Contains("\"tried\":1", progress, StringComparison.Ordinal);
        Assert.Contains("\"ageInDays\":2", progress, StringComparison.Ordinal);

        async Task<HttpStatusCode> PostAsync(string path, string? origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            if (origin is not null)
                request.Headers.Add("Origin", origin);
            using var answer = await client.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task FaultsAreAskedOfTheSimulatorAndNeverOfTheFeed()
    {
        await using var tenant = await FaultyTenant.StartAsync();
        using var client = new HttpClient();
        using var faults = new StringContent("""{"faults":[{"kind":"Throttled","report":"getTeams*","times":2,"retryAfter":5}],"concealNames":true,"advance":"1.00:00:00"}""");

        using var ofFeed = await client.PostAsync(new Uri(new Uri(tenant.Feed.Root), "/faults"), faults);
        using var ofGraph = await client.PostAsync(new Uri(tenant.Graph.Endpoint, "/faults"), faults);

        Assert.Equal(HttpStatusCode.NotFound, ofFeed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, ofGraph.StatusCode);
        Assert.Equal((FaultKind.Throttled, 2, true), (Assert.Single(tenant.Graph.Faults.Snapshot()).Fault.Kind, tenant.Graph.Faults.Snapshot()[0].Fault.Times, tenant.Graph.Faults.ConcealNames));
        Assert.Equal(tenant.Feed.Clock.GetUtcNow().AddDays(1), tenant.Graph.Clock.GetUtcNow());
        using var wrong = new StringContent("""{"faults":[{"kind":"Thunder"}]}""");
        using var refused = await client.PostAsync(new Uri(tenant.Graph.Endpoint, "/faults"), wrong);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Kinds: Throttled, Unavailable", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    static async Task<string> DataAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
                return line;
        }

        return "";
    }

    static ReportStatus Status() => new(Reports.Of(FaultyTenant.Trend));
}
