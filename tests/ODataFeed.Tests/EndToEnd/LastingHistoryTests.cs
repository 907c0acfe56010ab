using System.Globalization;
using ODataFeed.Tests.Store;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>Five days, the service restarted after each: what is served is what the tenant's files said, and nothing is forgotten.</summary>
public sealed class LastingHistoryTests
{
    const int Days = 5;

    public static TheoryData<string> Providers => TestDatabase.KeepingProviders;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HistoryOutlivesTheProcess(string provider)
    {
        using var database = await TestDatabase.NewAsync(provider);
        List<Report> reports = [.. Reports.Catalog.Reports.Where(report => report.EntitySet.StartsWith("Office365", StringComparison.Ordinal) || report.EntitySet.StartsWith("OneDrive", StringComparison.Ordinal))];
        var expected = reports.ToDictionary(report => report, report => new ExpectedRows(report));
        for (var day = 0; day < Days; day++)
        {
            await using var feed = await StartAsync(database, day, "--Refresh:Reports=Office365*,OneDrive*");
            foreach (var report in reports)
                await CompareAsync(feed, report, expected[report].Take(await feed.DownloadAsync(report)), day + 1);
        }

        // A start that fetches nothing serves what the store holds.
        await using var restarted = await StartAsync(database, Days, "--Refresh:OnStart=false");
        foreach (var report in reports)
            await CompareAsync(restarted, report, expected[report], Days);
    }

    static Task<RunningFeed> StartAsync(TestDatabase database, int day, string setting) => RunningFeed.StartAsync(
        RunningFeed.FirstDay.AddDays(day),
        before: null,
        $"--Store:Provider={database.Options.Provider}",
        $"--Store:ConnectionString={database.Options.ConnectionString}",
        setting);

    static async Task CompareAsync(RunningFeed feed, Report report, ExpectedRows expected, int refreshes)
    {
        var rows = await feed.RowsAsync(report.EntitySet, 10_000);
        Assert.Equal(expected.Set, rows);
        if (report.HistorySet is { } history)
        {
            Assert.Equal(expected.History, await feed.RowsAsync(history, 10_000));
            Assert.Equal(refreshes, expected.History.Select(row => Cell(row, Report.ReportRefreshDate)).Distinct().Count());
        }
        else if (report.Key is [Report.ReportDate])
        {
            var days = rows.Select(row => DateOnly.Parse(Cell(row, Report.ReportDate), CultureInfo.InvariantCulture).DayNumber).ToList();
            Assert.Equal(Enumerable.Range(days[0], 180 + refreshes - 1), days);
        }
    }

    static string Cell(string row, string column) => row.Split(" | ").Single(cell => cell.StartsWith(column + "=", StringComparison.Ordinal))[(column.Length + 1)..].Trim('"');
}
