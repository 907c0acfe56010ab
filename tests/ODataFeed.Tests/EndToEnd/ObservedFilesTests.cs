using System.Globalization;
using ODataFeed.Refresh;
using ODataFeed.Tests.Simulator;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>The files that were seen in public come through the whole service, cell by cell.</summary>
public sealed class ObservedFilesTests(ObservedFilesTests.Tenant tenant) : IClassFixture<ObservedFilesTests.Tenant>
{
    const string NewHeader = "Seen First Here";

    public static TheoryData<string> Functions() => [.. Wire.Reports.Where(report => report.Value.Observed is { Count: > 0 }).Select(report => report.Key)];

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task EveryCellSeenInPublicIsInTheFeed(string function)
    {
        var report = Reports.Of(function);
        var expected = new ExpectedRows(report);
        foreach (var file in Wire.Reports[function].Observed!)
        {
            tenant.File.Lines = [string.Join(',', file.Headers.Append(NewHeader)), .. file.Rows.Select(row => row + ",new"), .. MadeUp(file.Headers, report)];
            var csv = CsvFile.Parse(tenant.File.Bytes);
            expected.Take(GraphFile.Windows(report).Select(period => new GraphFile(period, tenant.Feed.Today, csv)));

            var records = await tenant.Feed.RefreshAsync(report);

            Assert.Contains(RefreshOutcome.Published, records.Select(record => record.Outcome));
            Assert.All(records, record => Assert.Equal((0, NewHeader), (record.BadCells, record.UnknownColumns)));
            Assert.DoesNotContain(RefreshOutcome.Failed, records.Select(record => record.Outcome));
            Assert.All(records, record => Assert.Equal(expected.Counts, ((int)record.Rows, record.Duplicates, record.LeftOutRows)));
            Assert.Equal([NewHeader], expected.UnknownHeaders);
        }

        Assert.Equal(expected.Set, await tenant.Feed.RowsAsync(report.EntitySet, 100));
        if (report.HistorySet is { } history)
            Assert.Equal(expected.History, await tenant.Feed.RowsAsync(history, 100));
    }

    /// <summary>
    /// Rows with a value in every cell, which public files often lack: two that share a key, the first of them again; one whose refresh
    /// date and period only the request knows; and one without a day.
    /// </summary>
    static IEnumerable<string> MadeUp(IReadOnlyList<string> headers, Report report) =>
        new (int Version, string Empty)[] { (0, ""), (1, ""), (0, ""), (1, "ReportRefreshDate ReportPeriod"), (1, "ReportDate") }.Select(row =>
            string.Join(',', headers.Select((header, i) => report.FindColumn(header) is { } column && !row.Empty.Split(' ').Contains(column.Name)
                ? Cell(column, i, report.Key.Contains(column.Name) ? 0 : row.Version)
                : "").Append("new")));

    /// <summary>A value that tells its column from others of the type, and a version of the row from another.</summary>
    static string Cell(ReportColumn column, int i, int version) => (column.Name, column.Type) switch
    {
        ("ReportRefreshDate", _) => "2023-06-30",
        ("ReportPeriod", _) => "7",
        (_, ColumnType.Boolean) => (column.YesNo, version) switch { (true, 0) => "Yes", (true, _) => "No", (_, 0) => "True", _ => "False" },
        (_, ColumnType.Int64) => (1_000_000_007L * (i + 1) * (1 - (2 * version))).ToString(CultureInfo.InvariantCulture),
        (_, ColumnType.Date) => $"2023-0{4 + version}-{i + 1:00}",
        (_, ColumnType.Duration) => $"P1DT{i}H5M{version}.25S",
        (_, ColumnType.String) => $"\"Zoë, \"\"{i}\"\",\r\n{version}\"",
        _ => throw new InvalidOperationException($"No {column.Type} was seen in public."),
    };

    /// <summary>A service that is told when to refresh, and what Graph answers.</summary>
    public sealed class Tenant : IAsyncLifetime
    {
        RunningFeed? _feed;

        internal RunningFeed Feed => _feed ?? throw new InvalidOperationException("Not started.");

        internal ServedFile File { get; } = new();

        /// <summary>The files are years old, and must not leave the history at once; and many of so few rows are bad.</summary>
        public async Task InitializeAsync() => _feed = await RunningFeed.StartAsync(
            File.AnswerAsync, "--Refresh:OnStart=false", "--Refresh:MaxBadCells=1", "--Store:KeepHistoryDays=36500", "--Store:KeepPersonalHistoryDays=36500");

        public async Task DisposeAsync() => await Feed.DisposeAsync();
    }
}
