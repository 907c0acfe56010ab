using System.Globalization;
using GraphSimulator;
using GraphSimulator.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;
using ODataFeed.Store;
using ODataFeed.Tests.Store;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>
/// The program is killed at random moments of a refresh, day after day, and started again on the store it left. Each report must be
/// wholly as before the refresh or wholly as after it, and the log must tell the same.
/// </summary>
public sealed class CrashTests
{
    const string Selection = "Office365Active*,OneDriveUsage*,EmailActivity*";
    const int Users = 120;

    static readonly List<Report> Selected = [.. Reports.Catalog.Reports.Where(report =>
        Selection.Split(',').Any(glob => report.EntitySet.StartsWith(glob[..^1], StringComparison.Ordinal)))];

    /// <summary>By report and refresh date, the rows of the download.</summary>
    readonly Dictionary<(string Set, string Refreshed), IReadOnlyList<string>> _expected = [];

    [Fact]
    public Task AKilledProcessLeavesWholeReportsInSqlite() => KillAsync(nameof(StoreProvider.Sqlite), times: 10);

    [PostgreSqlFact]
    public Task AKilledProcessLeavesWholeReportsInPostgreSql() => KillAsync(nameof(StoreProvider.PostgreSql), times: 4);

    [Fact]
    [Trait("Category", "Long")]
    public Task FiftyKilledProcessesLeaveWholeReportsInSqlite() => KillAsync(nameof(StoreProvider.Sqlite), times: 50);

    [PostgreSqlFact]
    [Trait("Category", "Long")]
    public Task TwentyKilledProcessesLeaveWholeReportsInPostgreSql() => KillAsync(nameof(StoreProvider.PostgreSql), times: 20);

    async Task KillAsync(string provider, int times)
    {
        using var database = await TestDatabase.NewAsync(provider);
        var clock = new FakeClock(RunningFeed.FirstDay);
        for (var kill = 0; kill < times; kill++, clock.Advance(TimeSpan.FromDays(1)))
        {
            await DownloadAsync(clock);
            using var service = Start(database, clock);
            var reports = Random.Shared.Next(Selected.Count);
            service.WaitFor(reports == 0 ? "The feed listens" : $"Refresh {reports}: ");
            // Somewhere within the publishes that follow.
            await Task.Delay(Random.Shared.Next(50));
            service.Kill();
            await CheckAsync(database);
        }

        await DownloadAsync(clock);
        using (var service = Start(database, clock))
            service.WaitFor($"Refresh {Selected.Count}: ");
        var tables = await CheckAsync(database);
        Assert.All(Selected, report => Assert.Equal(Refreshes(tables[report.HistorySet ?? report.EntitySet]).Max(), _expected.Keys.Where(key => key.Set == report.EntitySet).Max(key => key.Refreshed)));
    }

    static ServiceProcess Start(TestDatabase database, FakeClock clock) => ServiceProcess.Start(
        $"--Store:Provider={database.Options.Provider}",
        $"--Store:ConnectionString={database.Options.ConnectionString}",
        "--Store:KeepPersonalHistoryDays=730",
        $"--Refresh:Reports={Selection}",
        $"--GraphSimulator:Users={Users}",
        $"--GraphSimulator:Now={clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}");

    /// <summary>What the reports of a tenant made on the clock's day say, as that of the process is.</summary>
    async Task DownloadAsync(FakeClock clock)
    {
        await using var tenant = await SimulatorHost.StartAsync(Reports.Catalog, new GraphSimulatorOptions { Users = Users }, clock);
        foreach (var report in Selected)
        {
            var files = await GraphFile.DownloadAsync(tenant, report, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
            var rows = new ExpectedRows(report).Take(files).History;
            _expected[(report.EntitySet, Cell(rows[0], Report.ReportRefreshDate))] = rows;
        }
    }

    /// <summary>Opens the store as the next start will, and compares each refresh it holds with its download.</summary>
    async Task<Dictionary<string, IReadOnlyList<string>>> CheckAsync(TestDatabase database)
    {
        var model = FeedModel.Of(Reports.Catalog.Reports, [], RefreshLog.Schema);
        using var store = new ReportStore(StoreSetup.Database(database.Options), new StoreTables([.. model.ReportSets, RefreshLog.Schema]), "sample", NullLogger<ReportStore>.Instance);
        var tables = (await store.LoadAsync(default)).Tables.ToDictionary(table => table.Schema.Name, Print);
        foreach (var report in Selected)
        {
            var rows = tables.GetValueOrDefault(report.HistorySet ?? report.EntitySet, []);
            // Of a trend only the newest download is there as a whole; its window covers all but the oldest days of those before.
            foreach (var refresh in report.Shape == ReportShape.Trend ? Refreshes(rows).TakeLast(1) : Refreshes(rows))
                Assert.Equal(_expected[(report.EntitySet, refresh)], rows.Where(row => Cell(row, Report.ReportRefreshDate) == refresh));
            var logged = tables.GetValueOrDefault("Refreshes", []).Where(row => Cell(row, "Report") == report.EntitySet).Select(row => Cell(row, "ContentDate"));
            Assert.Equal(logged.Distinct(), report.Shape == ReportShape.Trend ? logged.Distinct().Where(day => Refreshes(rows).Contains(day)) : Refreshes(rows));
        }

        return tables;
    }

    static IReadOnlyList<string> Refreshes(IReadOnlyList<string> rows) =>
        [.. rows.Select(row => Cell(row, Report.ReportRefreshDate)).Distinct().Order(StringComparer.Ordinal)];

    static string Cell(string row, string column)
    {
        var start = row.IndexOf(column + "=", StringComparison.Ordinal) + column.Length + 1;
        var end = row.IndexOf(" | ", start, StringComparison.Ordinal);
        return row[start..(end < 0 ? row.Length : end)].Trim('"');
    }

    /// <summary>The rows as <see cref="ExpectedRows"/> prints them.</summary>
    static IReadOnlyList<string> Print(Table table) => [.. Enumerable.Range(0, table.Count).Select(row =>
        string.Join(" | ", table.Schema.Columns.Select((column, i) => $"{column.Name}={Print(table.Columns[i].GetObject(row))}")))];

    static string Print(object? cell) => cell switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        DateOnly day => $"\"{day:yyyy-MM-dd}\"",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"No form for a {cell.GetType().Name}."),
    };
}
