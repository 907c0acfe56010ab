using GraphSimulator.Hosting;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>Whoever reads the feed instead of Graph's files finds the same cells: every report, over HTTP on both sides.</summary>
public sealed class RoundTripTests(RefreshedTenant tenant) : IClassFixture<RefreshedTenant>
{
    public static TheoryData<string> Functions() => [.. Reports.Catalog.Reports.Select(report => report.Function)];

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task TheFeedHasEveryCellOfGraphsFiles(string function)
    {
        var report = Reports.Of(function);

        var expected = new ExpectedRows(report).Take(await tenant.Feed.DownloadAsync(report)).Set;

        Assert.Equal(report.Retired is not null, expected.Count == 0);
        // Three pages, where there are as many rows.
        var pageSize = Math.Max(1, (expected.Count - 1) / 2);
        Assert.Equal(expected, await tenant.Feed.RowsAsync(report.EntitySet, pageSize));
        if (report.HistorySet is { } history)
            Assert.Equal(expected, await tenant.Feed.RowsAsync(history, pageSize));
    }

    [Fact]
    public async Task AReportWithoutRowsIsASetWithoutRows()
    {
        var (_, body) = await tenant.Feed.GetAsync($"{tenant.Feed.Root}/SkypeForBusinessActivityCounts", pageSize: 10);

        Assert.EndsWith("\"value\":[]}", body, StringComparison.Ordinal);
    }

    [Fact]
    public void GraphGetsTheTokenAndDownloadHostsDoNot()
    {
        var graph = tenant.Requests.Where(request => request.Host == tenant.Feed.Graph.Endpoint.Authority && !request.PathAndQuery.EndsWith("/admin/reportSettings", StringComparison.Ordinal)).ToList();
        var downloads = tenant.Requests.Where(request => request.Host == tenant.Feed.Graph.DownloadHost).ToList();

        var asked = from report in Reports.Catalog.Reports
                    from period in GraphFile.Windows(report)
                    select (Address: GraphFile.Address(report, period), report.Inline);
        Assert.Equal(asked.Select(call => call.Address).Order(StringComparer.Ordinal), graph.Select(request => request.PathAndQuery).Order(StringComparer.Ordinal));
        Assert.Equal(asked.Count(call => !call.Inline), downloads.Count);
        Assert.All(graph, request => Assert.True(request.HadAuthorization, request.PathAndQuery));
        Assert.All(downloads, request => Assert.False(request.HadAuthorization));
    }
}

/// <summary>A tenant of which every report was refreshed once, and what that asked of Graph.</summary>
public sealed class RefreshedTenant : IAsyncLifetime
{
    RunningFeed? _feed;

    internal RunningFeed Feed => _feed ?? throw new InvalidOperationException("Not started.");

    public IReadOnlyList<RecordedRequest> Requests { get; private set; } = [];

    public async Task InitializeAsync()
    {
        _feed = await RunningFeed.StartAsync(before: null);
        Requests = _feed.Graph.Requests.Snapshot();
    }

    public async Task DisposeAsync() => await Feed.DisposeAsync();
}
