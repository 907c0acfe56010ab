using System.Globalization;
using System.Net;
using GraphSimulator.Hosting;
using Microsoft.AspNetCore.Http;
using ODataFeed.Tests.Simulator;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>Sets of single days, over HTTP on both sides.</summary>
public sealed class ByDayTests
{
    /// <summary>The clock starts on the 12th; the newest finished day of these reports is the 10th, the oldest Graph has the 15th of July.</summary>
    static readonly DateOnly Oldest = new(2026, 7, 15);
    static readonly DateOnly Newest = new(2026, 8, 10);

    /// <summary>The second one numbers rows that share a key.</summary>
    static readonly Report[] Asked = [Reports.Of("getTeamsUserActivityUserDetail"), Reports.Of("getSharePointSiteUsageDetail")];

    string? _refused;

    [Fact]
    public async Task EveryDayGraphHasIsFetchedAndItsFileCanBeReadBack()
    {
        await using var feed = await StartAsync("--Refresh:Budget=100");

        foreach (var report in Asked)
        {
            var expected = new List<string>();
            for (var day = Oldest; day <= Newest; day = day.AddDays(1))
            {
                var file = await GraphFile.DownloadDayAsync(feed.Graph, report, day);
                expected.AddRange(Rows(report, file, day));
                // A Sunday without activity: Graph's file is no proof of that, so the day is not held.
                if (file.Rows.Count > 0)
                    Assert.Equal(file.Rows.Order(CellByCell), (await DownloadAsync(feed, report, day)).Rows.Order(CellByCell));
            }

            Assert.NotEmpty(expected);
            Assert.Equal(expected, await feed.RowsAsync(report.ByDaySet!, 10_000));
        }

        var (status, _, message) = await feed.ErrorAsync(feed.Root.Replace("/odata", "/graph", StringComparison.Ordinal) + "/v1.0/reports/getTeamsUserActivityUserDetail(date=2026-08-11)");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("held are days from 2026-07-15 to 2026-08-10", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMissedDayIsFetchedLater()
    {
        _refused = "date=2026-08-03";
        await using var feed = await StartAsync("--Refresh:Budget=100");
        Assert.DoesNotContain("2026-08-03", await DaysAsync(feed));

        _refused = null;
        await feed.NextDayAsync();

        Assert.Equal(DaysBetween(Oldest, Newest.AddDays(1)), await DaysAsync(feed));
    }

    [Fact]
    public async Task TheBudgetSpreadsTheFirstFetchOverRefreshes()
    {
        await using var feed = await StartAsync("--Refresh:Budget=14");
        Assert.Equal(DaysBetween(Oldest, Oldest.AddDays(12)), await DaysAsync(feed));

        await feed.NextDayAsync();

        Assert.Equal(DaysBetween(Oldest, Oldest.AddDays(25)), await DaysAsync(feed));
    }

    [Fact]
    public async Task DaysThatWouldNotBeKeptAreNotFetched()
    {
        await using var feed = await StartAsync("--Refresh:Budget=100", "--Store:KeepPersonalHistoryDays=4");

        Assert.Equal(["2026-07-31", "2026-08-08", "2026-08-09", "2026-08-10"], await DaysAsync(feed));

        await feed.NextDayAsync();
        Assert.Equal(["2026-07-31", "2026-08-09", "2026-08-10", "2026-08-11"], await DaysAsync(feed));
    }

    [Fact]
    public async Task NothingIsFetchedTwice()
    {
        await using var feed = await StartAsync("--Refresh:Budget=100");
        var before = feed.Graph.Requests.Snapshot().Count;

        await feed.RefreshAsync(Asked[0]);

        Assert.Equal(["D30", "Unchanged"], (await feed.RefreshAsync(Asked[0])).SelectMany(record => new[] { record.Period, record.Outcome.ToString() }));
        Assert.Equal(before + 4, feed.Graph.Requests.Snapshot().Count);
    }

    Task<RunningFeed> StartAsync(params string[] args) => RunningFeed.StartAsync(
        RefuseAsync, ["--Refresh:ByDay=true", "--Refresh:Reports=TeamsUserActivityUserDetail,SharePointSiteUsageDetail", .. args]);

    async Task<bool> RefuseAsync(HttpContext context, SimulatorHost graph)
    {
        if (_refused is null || !context.Request.Path.Value!.Contains(_refused, StringComparison.Ordinal))
            return false;
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        await context.Response.WriteAsync("""{"error":{"code":"InvalidArgument","message":"Not today."}}""");
        return true;
    }

    static async Task<IEnumerable<string>> DaysAsync(RunningFeed feed) =>
        (await feed.RowsAsync("TeamsUserActivityUserDetailByDay", 10_000)).Select(row => row.Split('"')[1]).Distinct();

    static IEnumerable<string> DaysBetween(DateOnly first, DateOnly last) =>
        Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1).Select(day => DateOnly.FromDayNumber(day).ToString("O", CultureInfo.InvariantCulture));

    /// <summary>The file's rows as the set has them: the day in front, the period left out.</summary>
    static IEnumerable<string> Rows(Report report, CsvFile file, DateOnly day) =>
        new ExpectedRows(report).Take([new GraphFile("D1", day, file)]).Set
            .Select(row => $"ReportDate=\"{day:yyyy-MM-dd}\" | " + row.Replace(" | ReportPeriod=1", "", StringComparison.Ordinal));

    static async Task<CsvFile> DownloadAsync(RunningFeed feed, Report report, DateOnly day)
    {
        using var client = new HttpClient();
        var address = feed.Root.Replace("/odata", "/graph", StringComparison.Ordinal) + $"/v1.0/reports/{report.Function}(date={day:yyyy-MM-dd})";
        using var answer = await client.GetAsync(address);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return CsvFile.Parse(await answer.Content.ReadAsByteArrayAsync());
    }

    static Comparer<IReadOnlyList<string>> CellByCell { get; } =
        Comparer<IReadOnlyList<string>>.Create((left, right) => string.CompareOrdinal(string.Join('\n', left), string.Join('\n', right)));
}
