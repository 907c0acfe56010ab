using GraphSimulator.Faults;
using GraphSimulator.Hosting;
using ODataFeed.Refresh;
using ODataFeed.Tests.EndToEnd;
using Xunit;

namespace ODataFeed.Tests.Faults;

/// <summary>The whole service over a tenant whose Graph misbehaves as told; refreshed when a test says so.</summary>
sealed class FaultyTenant : IAsyncDisposable
{
    public const string Trend = "getOffice365ActiveUserCounts";
    public const string Detail = "getEmailActivityUserDetail";

    FaultyTenant(RunningFeed feed) => Feed = feed;

    public RunningFeed Feed { get; }

    public SimulatorHost Graph => Feed.Graph;

    public static async Task<FaultyTenant> StartAsync(params string[] args) =>
        new(await RunningFeed.StartAsync(before: null, ["--Refresh:OnStart=false", "--Refresh:Every=20.00:00:00", .. args]));

    /// <summary>One refresh of a report with these faults and no others; how its periods ended.</summary>
    public async Task<string> RefreshAsync(string function, params Fault[] faults) =>
        string.Join(", ", (await RecordsAsync(function, faults)).Select(record => record.Outcome).Distinct());

    /// <inheritdoc cref="RefreshAsync"/>
    public Task<IReadOnlyList<RefreshRecord>> RecordsAsync(string function, params Fault[] faults)
    {
        Graph.Faults.Clear();
        Graph.Faults.Add(faults);
        Graph.Requests.Clear();
        return Feed.PassAsync(Feed.RefreshAsync(Reports.Of(function)));
    }

    /// <summary>Why the last attempt failed, as <c>Reports</c> tells it.</summary>
    public string? LastError(string function) => Feed.Service<RefreshStatus>().Of(Reports.Of(function)).LastError;

    /// <summary>The requests to Graph for reports, without version, and to the download host, in order.</summary>
    public IEnumerable<string> Asked => Graph.Requests.Snapshot().Where(request => !request.PathAndQuery.Contains("/admin/", StringComparison.Ordinal))
        .Select(request => request.Host == Graph.DownloadHost ? "download" : request.PathAndQuery);

    public Task<IReadOnlyList<string>> RowsAsync(string function) => Feed.RowsAsync(Reports.Of(function).EntitySet, 1000);

    /// <summary>The rows are those of Graph's own files.</summary>
    public async Task AssertTruthAsync(string function)
    {
        Graph.Faults.Clear();
        var report = Reports.Of(function);
        Assert.Equal(new ExpectedRows(report).Take(await Feed.DownloadAsync(report)).Set, await RowsAsync(function));
    }

    public ValueTask DisposeAsync() => Feed.DisposeAsync();
}
