using System.Globalization;
using ODataFeed.Refresh;
using ODataFeed.Tests.Simulator;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>The files that were seen in public come through the whole service, cell by cell.</summary>
public sealed class ObservedFilesTests(ObservedFilesTests.Tenant tenant) : IClassFixture<ObservedFilesTests.Tenant>
{
    public static TheoryData<string> Functions() => [.. Wire.Reports.Where(report => report.Value.Observed is { Count: > 0 }).Select(report => report.Key)];

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task EveryCellSeenInPublicIsInTheFeed(string function)
    {
        var report = Reports.Of(function);
        var expected = new ExpectedRows(report);
        foreach (var file in Wire.Reports[function].Observed!)
        {
            // A header nobody knows, and a row whose cells all have a value: public files often have none, or empty ones.
            tenant.File.Lines = [.. Lines(file, report)];
            var csv = CsvFile.Parse(tenant.File.Bytes);
            expected.UnknownHeaders.Clear();
            expected.Take(GraphFile.Windows(report).Select(period => new GraphFile(period, tenant.Feed.Today, csv)));

            var records = await tenant.Feed.RefreshAsync(report);

            Assert.All(records, record => Assert.Null(record.Error));
            Assert.All(records, record => Assert.Equal((csv.Rows.Count, 0, 0), (record.Rows, record.BadCells, record.LeftOutRows)));
            Assert.All(records, record => Assert.Equal(string.Join(',', expected.UnknownHeaders.Distinct()), record.UnknownColumns));
            Assert.Contains("Seen First Here", expected.UnknownHeaders);
            Assert.Contains(RefreshOutcome.Published, records.Select(record => record.Outcome));
        }

        Assert.Equal(expected.Set, await tenant.Feed.RowsAsync(report.EntitySet, 100));
        if (report.HistorySet is { } history)
            Assert.Equal(expected.History, await tenant.Feed.RowsAsync(history, 100));
    }

    static IEnumerable<string> Lines(WireFile file, Report report)
    {
        yield return string.Join(',', file.Headers.Append("Seen First Here"));
        foreach (var row in file.Rows)
            yield return row + ",first";
        yield return string.Join(',', file.Headers.Select((header, i) => Cell(report.FindColumn(header), i)).Append("second"));
    }

    /// <summary>A value that tells its column from the others of the same type.</summary>
    static string Cell(ReportColumn? column, int i) => (column?.Name, column?.Type) switch
    {
        ("ReportRefreshDate", _) => "2023-06-30",
        ("ReportPeriod", _) => "7",
        (_, ColumnType.Boolean) => column!.YesNo ? "Yes" : "True",
        (_, ColumnType.Int32 or ColumnType.Int64) => (1_000_000_007L * (i + 1)).ToString(CultureInfo.InvariantCulture),
        (_, ColumnType.Date) => $"2023-05-{i + 1:00}",
        (_, ColumnType.Duration) => $"P1DT{i}H5M0.25S",
        _ => $"\"Zoë, \"\"{i}\"\",\r\nÅs\"",
    };

    /// <summary>A service that is told when to refresh, and what Graph answers.</summary>
    public sealed class Tenant : IAsyncLifetime
    {
        RunningFeed? _feed;

        internal RunningFeed Feed => _feed ?? throw new InvalidOperationException("Not started.");

        internal ServedFile File { get; } = new();

        // The files are years old: they must not leave the history at once.
        public async Task InitializeAsync() =>
            _feed = await RunningFeed.StartAsync(File.AnswerAsync, "--Refresh:OnStart=false", "--Store:KeepHistoryDays=36500", "--Store:KeepPersonalHistoryDays=36500");

        public async Task DisposeAsync() => await Feed.DisposeAsync();
    }
}
