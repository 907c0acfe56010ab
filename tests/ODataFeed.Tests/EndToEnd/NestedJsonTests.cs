using ODataFeed.Ingest;
using ODataFeed.Privacy;
using ODataFeed.Snapshot;
using ODataFeed.Tests.Simulator;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>A report that nests in JSON has the same cells as in CSV: all nineteen, as the simulator writes them.</summary>
public sealed class NestedJsonTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    public static TheoryData<string> Functions() =>
        [.. Reports.Catalog.Reports.Where(report => report.JsonNested).Select(report => report.Function)];

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task NestedJsonLandsInTheColumnsOfTheCsv(string function)
    {
        var report = Reports.Of(function);
        var period = report.Periods.Count == 0 ? null : report.Periods[0];
        var call = function + (period is null ? "" : $"(period='{period}')");

        var csv = await CsvAsync(report, call, period);
        var json = await JsonAsync(report, call, period);

        Assert.NotEmpty(csv.Rows);
        Assert.Equal(csv.Rows, json.Rows.Where(row => IsOfPeriod(report, row, period)));
        Assert.Equal((0, 0, 0), (json.File.BadCells, json.File.LeftOutRows, json.File.UnknownColumns.Count));
        Assert.Empty(json.File.MissingColumns);
    }

    [Theory]
    [InlineData("getBrowserDistributionUserCounts")]
    [InlineData("getTeamsTeamActivityDistributionCounts")]
    public async Task ADistributionNestsAllItsPeriodsAtOnce(string function)
    {
        var json = await JsonAsync(Reports.Of(function), function + "(period='D30')", "D30");

        Assert.Equal([7L, 30L, 90L, 180L], Enumerable.Range(0, json.File.Rows.Count).Select(row => Convert.ToInt64(json.File.Rows["ReportPeriod"].GetObject(row))));
    }

    async Task<(IngestedFile File, IReadOnlyList<string> Rows)> CsvAsync(Report report, string call, string? period)
    {
        using var answer = await simulator.Client.GetAsync($"{(report.V1 ? "v1.0" : "beta")}{report.Path}/{call}");
        using var anonymous = new HttpClient();
        await using var body = answer.Headers.Location is { } link ? await anonymous.GetStreamAsync(link) : await answer.Content.ReadAsStreamAsync();
        return Print(await CsvBody.ReadAsync(body, Target(report, period), default));
    }

    async Task<(IngestedFile File, IReadOnlyList<string> Rows)> JsonAsync(Report report, string call, string? period)
    {
        var pages = new JsonPages(Target(report, period));
        // So few that objects are cut by the end of a page.
        var next = $"beta{report.Path}/{call}?$format=application/json&$top=97";
        while (next is not null)
        {
            await using var body = await simulator.Client.GetStreamAsync(next);
            next = await pages.ReadPageAsync(body, default);
        }

        return Print(pages.Finish());
    }

    static IngestTarget Target(Report report, string? period) => new(
        report.Shape == ReportShape.Period ? TableSchema.OfHistory(report) : TableSchema.Of(report),
        report,
        new DateOnly(2026, 8, 12),
        period is null ? null : int.Parse(period[1..]),
        new PrivacyOptions());

    /// <summary>A report without the column in its JSON is of the period asked for.</summary>
    static bool IsOfPeriod(Report report, string row, string? period) =>
        !report.EntitySet.Contains("Distribution", StringComparison.Ordinal) || row.Contains($"ReportPeriod={period![1..]};", StringComparison.Ordinal);

    static (IngestedFile, IReadOnlyList<string>) Print(IngestedFile file) => (file,
        [.. Enumerable.Range(0, file.Rows.Count).Select(row => string.Concat(file.Rows.Schema.Columns.Select((column, i) => $"{column.Name}={file.Rows.Columns[i].GetObject(row)};")))]);
}
