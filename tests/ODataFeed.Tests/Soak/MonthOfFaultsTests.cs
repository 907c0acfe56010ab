using System.Text.RegularExpressions;
using GraphSimulator;
using GraphSimulator.Faults;
using GraphSimulator.Hosting;
using ODataFeed.Refresh;
using ODataFeed.Tests.EndToEnd;
using UsageReports;
using Xunit;
using Xunit.Abstractions;

namespace ODataFeed.Tests.Soak;

/// <summary>
/// Thirty days of a tenant a third of whose requests go wrong, by chance but the same kinds each time. Takes minutes; run it with
/// <c>--filter Category=Long</c>.
/// </summary>
[Trait("Category", "Long")]
public sealed partial class MonthOfFaultsTests(ITestOutputHelper output)
{
    const int Days = 30;
    const string Token = "a-token-that-nobody-may-read";

    /// <summary>What Graph itself may do. A function that is not there is no passing fault: it leads to another form of the report.</summary>
    static readonly FaultKind[] OfGraph =
    [
        FaultKind.Throttled, FaultKind.Unavailable, FaultKind.ServerError, FaultKind.BadGateway, FaultKind.GatewayTimeout, FaultKind.TokenExpired,
        FaultKind.NotPermitted, FaultKind.WrappedError, FaultKind.MissingCredentials, FaultKind.ForbiddenPage, FaultKind.NoContent,
        FaultKind.HtmlPage, FaultKind.EmptyBody, FaultKind.RedirectElsewhere, FaultKind.RedirectToNowhere, FaultKind.Aborted,
    ];

    /// <summary>What the download host may do, and the body.</summary>
    static readonly FaultKind[] OfDownloads =
    [
        FaultKind.LinkExpired, FaultKind.RedirectInCircle, FaultKind.Unavailable, FaultKind.Aborted, FaultKind.CutOff, FaultKind.CutInRow,
        FaultKind.HeaderOnly, FaultKind.JsonBody, FaultKind.OtherFile, FaultKind.ColumnsReordered, FaultKind.ColumnsRecased,
        FaultKind.ColumnAdded, FaultKind.BadCells, FaultKind.NoByteOrderMark, FaultKind.LineFeeds, FaultKind.BlankLines, FaultKind.Quoted,
    ];

    readonly KeptLog _log = new();

    [Fact]
    public async Task AfterAMonthEverySetIsTheTruth()
    {
        var started = TimeProvider.System.GetTimestamp();
        await using var feed = await StartAsync();
        var seen = new SeenRequests(feed.Graph);
        feed.Graph.BeforeRequest = seen.NoteAsync;
        var truth = feed.Service<RefreshOptions>().Reports.ToDictionary(report => report, report => new ExpectedRows(report));
        var (asked, spoilt) = (0, 0);
        await LearnAsync(feed, truth);

        for (var day = 0; day < Days; day++)
        {
            var before = seen.All;
            Spoil(feed.Graph.Faults, share: 1d / 3, seed: day);
            await feed.PassAsync(feed.Clock.GetUtcNow().AddHours(23));
            (asked, spoilt) = (asked + seen.All - before, spoilt + feed.Graph.Faults.Snapshot().Sum(entry => entry.Struck));
            feed.Graph.Faults.Clear();
            await LearnAsync(feed, truth);
            await feed.PassAsync(feed.Clock.GetUtcNow().AddHours(1));
        }

        await AssertTruthAsync(feed, truth);
        await AssertNothingSecretIsLoggedAsync(feed, seen);
        Assert.Equal(0, seen.WithTokenAtDownloads);
        Assert.InRange(spoilt / (double)asked, 0.30, 0.37);
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        output.WriteLine($"{Days} days in {seconds:0} s: {asked} requests, {spoilt} of them spoilt; {_log.Lines.Count} lines of log; {seen.Links.Count} downloads, none with a token.");
    }

    async Task<RunningFeed> StartAsync()
    {
        var clock = new FakeClock(new DateTimeOffset(2026, 8, 12, 10, 0, 0, TimeSpan.Zero));
        var tenant = new GraphSimulatorOptions { Users = 60, Seed = 7, Days = 400, AccessToken = Token };
        var graph = await SimulatorHost.StartAsync(Reports.Catalog, tenant, clock);
        return await RunningFeed.StartAsync(
            graph, clock, _log, "--Refresh:OnStart=false", "--Refresh:Every=06:00:00", "--Store:KeepHistoryDays=36500", "--Store:KeepPersonalHistoryDays=36500");
    }

    /// <summary>Every kind in turn gets its part of the requests that the kinds before it have left.</summary>
    static void Spoil(FaultPlan plan, double share, int seed)
    {
        plan.Clear();
        plan.Seed(seed);
        plan.Add(OfGraph.Select(kind => new Fault { Kind = kind, Step = FaultStep.Graph, Share = 1 - Math.Pow(1 - share, 1d / OfGraph.Length), RetryAfter = kind == FaultKind.Throttled ? 120 : null }));
        plan.Add(OfDownloads.Select(kind => new Fault { Kind = kind, Step = FaultStep.Download, Share = 1 - Math.Pow(1 - share, 1d / OfDownloads.Length), Column = "Report Refresh Date", Text = "yesterday" }));
    }

    /// <summary>A moment without faults once a day, so that every refresh date is seen, as it is in the truth.</summary>
    static async Task LearnAsync(RunningFeed feed, Dictionary<Report, ExpectedRows> truth)
    {
        foreach (var (report, expected) in truth)
        {
            await feed.PassAsync(feed.RefreshAsync(report));
            expected.Take(await feed.DownloadAsync(report));
        }
    }

    static async Task AssertTruthAsync(RunningFeed feed, Dictionary<Report, ExpectedRows> truth)
    {
        foreach (var (report, expected) in truth)
        {
            Assert.Equal(expected.Set, await feed.RowsAsync(report.EntitySet, 10_000));
            if (report.HistorySet is { } history)
                Assert.Equal(expected.History, await feed.RowsAsync(history, 10_000));
        }
    }

    async Task AssertNothingSecretIsLoggedAsync(RunningFeed feed, SeenRequests seen)
    {
        var log = string.Join('\n', _log.Lines);
        var rows = string.Join('\n', await feed.RowsAsync("EmailActivityUserDetail", 10_000));
        var names = Name().Matches(rows).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(names.Count > 60);
        Assert.All(names.Concat(seen.Links).Append(Token).Append("/data/download/").Append("@contoso"), secret => Assert.DoesNotContain(secret, log, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex("(?:UserPrincipalName|DisplayName)=\"([^\"]+)\"")]
    private static partial Regex Name();
}
