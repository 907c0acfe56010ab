using System.Text;
using ODataFeed.Ingest;
using ODataFeed.Privacy;
using ODataFeed.Snapshot;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Faults;

/// <summary>PROTOCOL §6 and §13: headers and values as tenants have them.</summary>
public sealed class CsvValueTests
{
    [Fact]
    public async Task BooleansAreTrueOrYesInAnyCase()
    {
        const string Csv = "User Principal Name,Is Deleted\r\na,True\r\nb,FALSE\r\nc,yes\r\nd,No\r\ne,\r\n";

        Assert.Equal("True False True False null", await CellsAsync("getOffice365ActiveUserDetail", Csv, "IsDeleted"));
    }

    [Fact]
    public async Task AnEmptyCellIsNullAndNotZero() =>
        Assert.Equal("null 0", await CellsAsync("getEmailActivityUserDetail", "User Principal Name,Send Count\r\na,\r\nb,0\r\n", "SendCount"));

    [Fact]
    public async Task BytesExceedThirtyTwoBits() =>
        Assert.Equal("27487790694400", await CellsAsync("getMailboxUsageDetail", "User Principal Name,Storage Used (Byte)\r\na,27487790694400\r\n", "StorageUsedByte"));

    [Fact]
    public async Task AProductNameMayHoldAPlusSign() => Assert.Equal(
        "OFFICE 365 E5+ENTERPRISE MOBILITY + SECURITY E5",
        await CellsAsync("getEmailActivityUserDetail", "User Principal Name,Assigned Products\r\na,OFFICE 365 E5+ENTERPRISE MOBILITY + SECURITY E5\r\n", "AssignedProducts"));

    [Fact]
    public async Task DatesHaveNoZoneAndDurationsAreIso() => Assert.Equal(
        "00:00:00 01:00:00",
        await CellsAsync("getTeamsUserActivityUserDetail", "User Principal Name,Audio Duration,Report Refresh Date\r\na,PT0S,2026-08-01\r\nb,PT1H,2026-08-01\r\n", "AudioDuration"));

    [Fact]
    public async Task TwoBlanksInAHeaderAreOne() =>
        Assert.Equal("True", await CellsAsync("getTeamsDeviceUsageUserDetail", "User Principal Name,Used  Chrome OS\r\na,Yes\r\n", "UsedChromeOS"));

    [Fact]
    public async Task HeadersSeenOnTheWireAreThoseOfTheDocumentation() =>
        Assert.Equal("5 6", await CellsAsync("getTeamsUserActivityCounts", "Report Date,Meetings Organized Count\r\n2026-08-01,5\r\n", "MeetingsOrganizedCount")
            + " " + await CellsAsync("getTeamsUserActivityCounts", "Report Date,Meetings Organized\r\n2026-08-01,6\r\n", "MeetingsOrganizedCount"));

    [Fact]
    public async Task AReportPeriodThatIsNotSentIsTheOneAskedFor() =>
        Assert.Equal("30", await CellsAsync("getMailboxUsageDetail", "User Principal Name,Item Count\r\na,1\r\n", "ReportPeriod"));

    [Fact]
    public async Task RowsMayComeInAnyOrder() => Assert.Equal(
        "2026-08-01 2026-08-02 2026-08-03",
        await CellsAsync("getEmailActivityCounts", "Report Date,Send\r\n2026-08-02,1\r\n2026-08-03,1\r\n2026-08-01,1\r\n", "ReportDate"));

    [Fact]
    public void SiteTypesOfADayAreRowsOfTheirOwn() =>
        Assert.All(Reports.Catalog.Reports.Where(report => report.Columns.Any(column => column.Name == "SiteType")), report => Assert.Contains("SiteType", report.Key));

    [Fact]
    public async Task GroupsOfTheSameNameAreBothKept() => Assert.Equal(
        "3 4",
        await CellsAsync("getOffice365GroupsActivityDetail", "Group Display Name,Group Id,Member Count\r\nAll,g1,3\r\nAll,g2,4\r\n", "MemberCount"));

    [Fact]
    public async Task SitesWithoutAddressAreAllKept() => Assert.Equal(
        "3 4 5",
        await CellsAsync("getSharePointSiteUsageDetail", "Site Id,Site URL,File Count\r\n00000000-0000-0000-0000-000000000000,,3\r\n00000000-0000-0000-0000-000000000000,,4\r\n00000000-0000-0000-0000-000000000000,,5\r\n", "FileCount"));

    [Fact]
    public async Task TheByteOrderMarkMayComeAlone()
    {
        var bytes = Encoding.UTF8.GetBytes("\uFEFFReport Date,Send\r\n2026-08-02,1\r\n");
        var report = Reports.Of("getEmailActivityCounts");

        var file = await CsvBody.ReadAsync(new Ingest.SplitStream(bytes, at: 3), Target(report), default);

        Assert.Empty(file.UnknownColumns);
    }

    [Fact]
    public async Task ADayThatIsMissingIsNotInvented() => Assert.Equal(
        "2026-08-01 2026-08-03",
        await CellsAsync("getEmailActivityCounts", "Report Date,Send\r\n2026-08-03,1\r\n2026-08-01,1\r\n", "ReportDate"));

    /// <summary>The cells of a column after the rows were sorted and their keys made unique.</summary>
    static async Task<string> CellsAsync(string function, string csv, string column)
    {
        var file = await CsvBody.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv)), Target(Reports.Of(function)), default);
        var rows = DownloadedRows.Of(file.Rows).Table;
        Assert.Equal((0, 0), (file.BadCells, file.LeftOutRows));
        return string.Join(' ', Enumerable.Range(0, rows.Count).Select(row => Print(rows[column].GetObject(row))));
    }

    static string Print(object? cell) => cell is DateOnly day ? day.ToString("o") : $"{cell ?? "null"}";

    static IngestTarget Target(Report report) => new(
        report.HistorySet is null ? TableSchema.Of(report) : TableSchema.OfHistory(report), report, new DateOnly(2026, 8, 12), Period: 30, new PrivacyOptions());
}
