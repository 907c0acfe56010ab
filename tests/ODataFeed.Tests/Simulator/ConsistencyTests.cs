using Xunit;

namespace ODataFeed.Tests.Simulator;

/// <summary>All reports tell of the same days: trends, windows, details and single days agree wherever they overlap.</summary>
public sealed class ConsistencyTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    /// <summary>Trend, its column, detail, its column: the days of the trend add up to the rows of the detail.</summary>
    public static TheoryData<string, string, string, string> Sums() => new()
    {
        { "getEmailActivityCounts", "Send", "getEmailActivityUserDetail", "Send Count" },
        { "getEmailActivityCounts", "Receive", "getEmailActivityUserDetail", "Receive Count" },
        { "getEmailActivityCounts", "Read", "getEmailActivityUserDetail", "Read Count" },
        { "getOneDriveActivityFileCounts", "Viewed Or Edited", "getOneDriveActivityUserDetail", "Viewed Or Edited File Count" },
        { "getOneDriveActivityFileCounts", "Synced", "getOneDriveActivityUserDetail", "Synced File Count" },
        { "getSharePointActivityPages", "Visited Page Count", "getSharePointActivityUserDetail", "Visited Page Count" },
        { "getSharePointActivityPages", "Visited Page Count", "getSharePointSiteUsageDetail", "Visited Page Count" },
        { "getSharePointSiteUsagePages", "Page View Count", "getSharePointSiteUsageDetail", "Page View Count" },
        { "getTeamsUserActivityCounts", "Private Chat Messages", "getTeamsUserActivityUserDetail", "Private Chat Message Count" },
        { "getTeamsUserActivityCounts", "Meetings", "getTeamsUserActivityUserDetail", "Meeting Count" },
        { "getTeamsTeamActivityCounts", "Channel Messages", "getTeamsTeamActivityDetail", "Channel Messages" },
        { "getTeamsTeamActivityCounts", "Reactions", "getTeamsTeamActivityDetail", "Reactions" },
        { "getOffice365GroupsActivityCounts", "Exchange Emails Received", "getOffice365GroupsActivityDetail", "Exchange Received Email Count" },
        { "getOffice365GroupsActivityCounts", "Yammer Messages Read", "getOffice365GroupsActivityDetail", "Yammer Read Message Count" },
        { "getYammerActivityCounts", "Read", "getYammerActivityUserDetail", "Read Count" },
        { "getYammerGroupsActivityCounts", "Posted", "getYammerGroupsActivityDetail", "Posted Count" },
    };

    [Theory]
    [MemberData(nameof(Sums))]
    public async Task DaysAddUpToTheDetail(string trend, string trendColumn, string detail, string detailColumn)
    {
        foreach (var period in new[] { "D7", "D30" })
        {
            var days = await simulator.CsvAsync($"v1.0/reports/{trend}(period='{period}')");
            var rows = await simulator.CsvAsync($"v1.0/reports/{detail}(period='{period}')");

            Assert.True(rows.Sum(detailColumn) > 0);
            Assert.Equal(days.Sum(trendColumn), rows.Sum(detailColumn));
        }
    }

    [Theory]
    [InlineData("getMailboxUsageStorage", "Storage Used (Byte)", "getMailboxUsageDetail", "Storage Used (Byte)", 1)]
    [InlineData("getMailboxUsageMailboxCounts", "Total", "getMailboxUsageDetail", null, 1)]
    [InlineData("getOneDriveUsageStorage", "Storage Used (Byte)", "getOneDriveUsageAccountDetail", "Storage Used (Byte)", 2)]
    [InlineData("getOneDriveUsageFileCounts", "Total", "getOneDriveUsageAccountDetail", "File Count", 2)]
    [InlineData("getOneDriveUsageAccountCounts", "Total", "getOneDriveUsageAccountDetail", null, 2)]
    [InlineData("getSharePointSiteUsageStorage", "Storage Used (Byte)", "getSharePointSiteUsageDetail", "Storage Used (Byte)", 1)]
    [InlineData("getSharePointSiteUsageFileCounts", "Total", "getSharePointSiteUsageDetail", "File Count", 1)]
    [InlineData("getSharePointSiteUsageSiteCounts", "Total", "getSharePointSiteUsageDetail", null, 1)]
    [InlineData("getOffice365GroupsActivityStorage", "Mailbox Storage Used (Byte)", "getOffice365GroupsActivityDetail", "Exchange Mailbox Storage Used (Byte)", 1)]
    [InlineData("getOffice365GroupsActivityGroupCounts", "Total", "getOffice365GroupsActivityDetail", null, 1)]
    [InlineData("getYammerGroupsActivityGroupCounts", "Total", "getYammerGroupsActivityDetail", null, 1)]
    public async Task TheNewestDayIsTheSumOfTheDetail(string trend, string trendColumn, string detail, string? detailColumn, int rowsPerDay)
    {
        var days = await simulator.CsvAsync($"v1.0/reports/{trend}(period='D7')");
        var rows = await simulator.CsvAsync($"v1.0/reports/{detail}(period='D7')");

        Assert.Equal(7 * rowsPerDay, days.Rows.Count);
        for (var i = 0; i < rowsPerDay; i++)
            Assert.Equal(detailColumn is null ? rows.Rows.Count : rows.Sum(detailColumn), CsvFile.Number(days.Cell(i, trendColumn)));
    }

    [Theory]
    [InlineData("Exchange")]
    [InlineData("OneDrive")]
    [InlineData("SharePoint")]
    [InlineData("Yammer")]
    [InlineData("Teams")]
    public async Task ActiveUsersOfADayAreThoseOfItsDetail(string product)
    {
        var trend = await simulator.CsvAsync("v1.0/reports/getOffice365ActiveUserCounts(period='D30')");
        for (var row = 0; row < 9; row++)
        {
            var day = trend.Cell(row, "Report Date");
            var detail = await simulator.CsvAsync($"v1.0/reports/getOffice365ActiveUserDetail(date={day})");

            Assert.Equal(trend.Cell(row, product), $"{detail.Column($"{product} Last Activity Date").Count(cell => cell == day)}");
            Assert.Equal(trend.Cell(row, "Office 365"), $"{detail.Rows.Count}");
        }
    }

    [Theory]
    [InlineData("D7", 6)]
    [InlineData("D90", 89)]
    public async Task ServiceCountsAreThoseOfTheDetail(string period, int back)
    {
        var counts = await simulator.CsvAsync($"v1.0/reports/getOffice365ServicesUserCounts(period='{period}')");
        var detail = await simulator.CsvAsync($"v1.0/reports/getOffice365ActiveUserDetail(period='{period}')");
        var since = $"{new DateOnly(2026, 8, 10).AddDays(-back):yyyy-MM-dd}";
        foreach (var product in new[] { "Exchange", "OneDrive", "SharePoint", "Yammer", "Teams", "Skype For Business" })
        {
            var licensed = detail.Column($"Has {product} License")
                .Zip(detail.Column($"{product} Last Activity Date"))
                .Where(user => user.First == "True")
                .Select(user => user.Second)
                .ToList();

            Assert.Equal(counts.Cell(0, $"{product} Active"), $"{licensed.Count(last => string.CompareOrdinal(last, since) >= 0)}");
            Assert.Equal(counts.Cell(0, $"{product} Inactive"), $"{licensed.Count(last => string.CompareOrdinal(last, since) < 0)}");
        }
    }

    [Fact]
    public async Task ActivationsAgreeInAllThreeReports()
    {
        var detail = await simulator.CsvAsync("v1.0/reports/getOffice365ActivationsUserDetail");
        var devices = await simulator.CsvAsync("v1.0/reports/getOffice365ActivationCounts");
        var users = await simulator.CsvAsync("v1.0/reports/getOffice365ActivationsUserCounts");

        Assert.Equal(detail.Rows.Count, users.Sum("Assigned"));
        Assert.Equal(detail.Column("Last Activated Date").Count(day => day.Length > 0), users.Sum("Activated"));
        Assert.Equal(detail.Column("Activated On Shared Computer").Count(cell => cell == "True"), users.Sum("Shared Computer Activation"));
        foreach (var platform in new[] { "Windows", "Mac", "iOS", "Android" })
            Assert.Equal(detail.Sum(platform), devices.Sum(platform));
    }

    [Fact]
    public async Task DeviceDistributionCountsEachPersonOnce()
    {
        var detail = await simulator.CsvAsync("v1.0/reports/getTeamsDeviceUsageUserDetail(period='D30')");
        var counts = await simulator.CsvAsync("v1.0/reports/getTeamsDeviceUsageDistributionUserCounts(period='D30')");

        foreach (var device in new[] { "Web", "iOS", "Android Phone", "Mac", "Windows" })
            Assert.Equal($"{detail.Column($"Used {device}").Count(cell => cell == "Yes")}", counts.Cell(0, device));
    }

    [Fact]
    public async Task CopilotActiveUsersAreThoseOfTheDetail()
    {
        var detail = await simulator.CsvAsync("v1.0/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='D30')");
        var summary = await simulator.CsvAsync("v1.0/copilot/reports/getMicrosoft365CopilotUserCountSummary(period='D30')");
        var since = $"{new DateOnly(2026, 8, 9).AddDays(-29):yyyy-MM-dd}";

        Assert.Equal($"{detail.Rows.Count}", summary.Cell(0, "Any App Enabled Users"));
        Assert.Equal(
            summary.Cell(0, "Any App Active Users"), $"{detail.Column("Last Activity Date").Count(day => string.CompareOrdinal(day, since) >= 0)}");
        Assert.Equal(
            summary.Cell(0, "Word Active Users"),
            $"{detail.Column("Word Copilot Last Activity Date").Count(day => string.CompareOrdinal(day, since) >= 0)}");
    }

    [Fact]
    public async Task ShorterPeriodsAreTheNewestDaysOfLongerOnes()
    {
        foreach (var trend in new[] { "getTeamsUserActivityCounts", "getMailboxUsageQuotaStatusMailboxCounts", "getYammerDeviceUsageUserCounts" })
        {
            var brief = await simulator.CsvAsync($"v1.0/reports/{trend}(period='D7')");
            var whole = await simulator.CsvAsync($"v1.0/reports/{trend}(period='D180')");
            var period = Array.IndexOf(brief.Header, "Report Period");

            Assert.Equal(180, whole.Rows.Count);
            for (var row = 0; row < 7; row++)
            {
                Assert.Equal("7", brief.Rows[row][period]);
                Assert.Equal("180", whole.Rows[row][period]);
                Assert.Equal(brief.Rows[row].Where((_, i) => i != period), whole.Rows[row].Where((_, i) => i != period));
            }
        }
    }
}
