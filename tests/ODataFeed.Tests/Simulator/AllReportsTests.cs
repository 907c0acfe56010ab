using System.Text.Json;
using GraphSimulator.Tenant;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Simulator;

/// <summary>Every report of the catalog, in both versions and both forms.</summary>
public sealed class AllReportsTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    public static TheoryData<string> Functions() => [.. Reports.Catalog.Reports.Select(report => report.Function)];

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task CsvHasTheColumnsOfTheCatalog(string function)
    {
        var report = Reports.Of(function);
        foreach (var beta in Versions(report).Where(beta => (beta ? report.BetaFormats : report.V1Formats).Contains("csv")))
        {
            var csv = await simulator.CsvAsync(Url(report, beta));

            Assert.Equal(
                report.Columns
                    .Where(column => !column.Generated && !column.SecondVersionOnly && (beta || !column.BetaOnly))
                    .Select(column => column.Header),
                csv.Header);
            Assert.Equal(report.Retired is not null, csv.Rows.Count == 0);
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task JsonHasTheSameCells(string function)
    {
        var report = Reports.Of(function);
        // What nests is compared where it is read: NestedJsonTests.
        if (!report.BetaFormats.Contains("json") || report.JsonNested)
            return;
        using var json = JsonDocument.Parse(await simulator.Client.GetStringAsync(Url(report, beta: true) + "?$format=application/json"));
        var rows = json.RootElement.GetProperty("value");
        var csv = await simulator.CsvAsync(Url(report, beta: true));
        Assert.True(rows.GetArrayLength() == csv.Rows.Count || json.RootElement.TryGetProperty("@odata.nextLink", out _));
        var columns = report.Columns.Where(column => !column.Generated && !column.SecondVersionOnly).ToList();
        for (var row = 0; row < rows.GetArrayLength(); row++)
            Assert.Equal(csv.Rows[row], rows[row].EnumerateObject().Zip(columns, (member, column) => AsCsv(member.Value, column)));
    }

    [Fact]
    public void TheTenantFillsEveryColumn()
    {
        var unfilled = from report in Reports.Catalog.Reports
                       where report.Retired is null
                       let filled = SampleTenant.ColumnsOf(report) ?? []
                       from column in report.Columns
                       where !column.Generated && !filled.Contains(column.Name)
                       select $"{report.EntitySet}/{column.Name}";

        Assert.Empty(unfilled);
    }

    /// <summary>The names of autumn 2017: JSON on beta, CSV on v1.0.</summary>
    [Fact]
    public async Task EveryNameOf2017Answers()
    {
        foreach (var report in Reports.Catalog.Reports.Where(report => report.LegacyName is not null))
        {
            var call = report.LegacyName + (report.Periods.Count == 0 ? "" : $"(period='{report.Periods[0]}')");
            var csv = await simulator.CsvAsync($"v1.0/reports/{call}");
            using var json = JsonDocument.Parse(await simulator.Client.GetStringAsync($"beta/reports/{call}"));

            Assert.Equal("Report Refresh Date", csv.Header[0]);
            Assert.Equal(report.Retired is not null, json.RootElement.GetProperty("value").GetArrayLength() == 0);
        }
    }

    static IEnumerable<bool> Versions(Report report) => report.V1 ? [false, true] : [true];

    static string Url(Report report, bool beta) =>
        $"{(beta ? "beta" : "v1.0")}{report.Path}/{report.Function}" + (report.Periods.Count == 0 ? "" : $"(period='{report.Periods[0]}')");

    static string AsCsv(JsonElement value, ReportColumn column) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join('+', value.EnumerateArray().Select(item => item.GetString())),
        JsonValueKind.True => column.YesNo ? "Yes" : "True",
        JsonValueKind.False => column.YesNo ? "No" : "False",
        JsonValueKind.Number => value.GetRawText(),
        _ => value.GetString()!,
    };
}
