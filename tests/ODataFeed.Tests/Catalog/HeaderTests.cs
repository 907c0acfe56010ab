using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Catalog;

public sealed class HeaderTests
{
    static readonly IReadOnlyList<(string Function, string Header)> DocumentationErrors =
        CaseFile.Pairs("Catalog/DocumentationErrors.cases").Select(row => ((string)row[0], ((string)row[1]).Split(':')[0])).ToList();

    [Fact]
    public void EveryHeaderOfGraphStandsForExactlyOneColumn()
    {
        foreach (var (function, wire) in Wire.Reports)
        {
            foreach (var header in wire.Headers.Where(header => !DocumentationErrors.Contains((function, header))))
            {
                var matching = Reports.Of(function).Columns.Where(column => Matches(column, header)).ToList();
                Assert.True(matching.Count == 1, $"{function}: '{header}' stands for {matching.Count} columns.");
                Assert.Same(matching[0], Reports.Of(function).FindColumn(header));
            }
        }
    }

    [Fact]
    public void EveryColumnIsSentByGraphOrGenerated()
    {
        foreach (var report in Reports.Catalog.Reports)
        {
            var headers = Wire.Reports[report.Function].Headers;
            var sent = report.Columns.Where(column => !column.Generated);
            Assert.All(sent, column => Assert.Contains(headers, header => Matches(column, header)));
        }
    }

    [Fact]
    public void HeadersDocumentedInErrorAreNoColumns() =>
        Assert.All(DocumentationErrors, error => Assert.Null(Reports.Of(error.Function).FindColumn(error.Header)));

    [Fact]
    public void ColumnsKeepTheOrderOfTheDocumentedFile()
    {
        foreach (var report in Reports.Catalog.Reports)
        {
            var documented = Wire.Reports[report.Function].Documented[0].Select(header => report.FindColumn(header)!.Name).ToList();
            Assert.Equal(documented, report.Columns.Select(column => column.Name).Where(documented.Contains));
        }
    }

    [Fact]
    public void YesNoColumnsAreTheOnesSeenWithYesOrNo()
    {
        var seen = 0;
        foreach (var (function, wire) in Wire.Reports)
        {
            foreach (var (column, cell) in (wire.Observed ?? []).SelectMany(file => Cells(Reports.Of(function), file)))
            {
                if (column.Type != ColumnType.Boolean || cell.Length == 0)
                    continue;
                seen++;
                Assert.Contains(cell, column.YesNo ? ["Yes", "No"] : new[] { "True", "False" });
            }
        }

        Assert.True(seen > 50, $"Only {seen} boolean cells were seen.");
    }

    [Theory]
    [InlineData("getTeamsDeviceUsageUserDetail", "Used  Chrome OS", "UsedChromeOS")]
    [InlineData("getTeamsDeviceUsageUserDetail", " used chrome os\t", "UsedChromeOS")]
    [InlineData("getOffice365GroupsActivityDetail", "Guest Count", "ExternalMemberCount")]
    [InlineData("getTeamsUserActivityCounts", "Meetings Organized", "MeetingsOrganizedCount")]
    [InlineData("getMailboxUsageDetail", "Recipient Type", null)]
    [InlineData("getMailboxUsageDetail", "", null)]
    [InlineData("getFormsUserActivityCounts", "Occurrence", null)]
    public void HeadersAreFoundByTheirWords(string function, string header, string? property) =>
        Assert.Equal(property, Reports.Of(function).FindColumn(header)?.Name);

    static IEnumerable<(ReportColumn Column, string Cell)> Cells(Report report, WireFile file) =>
        file.Rows.SelectMany(row => file.Headers.Zip(row.Split(','), (header, cell) => (report.FindColumn(header)!, cell)));

    static bool Matches(ReportColumn column, string header) =>
        column.Aliases.Append(column.Header).Any(name => Words(name) == Words(header));

    static string Words(string header) => string.Join(' ', header.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
