using ODataFeed.Refresh;
using Xunit;

namespace ODataFeed.Tests.Refresh;

public sealed class ReportPeriodsTests
{
    [Theory]
    [InlineData("getOffice365ActivationCounts", "D30", "-")]
    [InlineData("getOffice365ActiveUserCounts", "D7", "D180")]
    [InlineData("getOffice365ServicesUserCounts", "D7", "D7 D30 D90 D180")]
    [InlineData("getTeamsUserActivityUserDetail", "D30", "D30")]
    [InlineData("getTeamsUserActivityUserDetail", "D7,D180", "D7 D180")]
    [InlineData("getTeamsUserActivityUserDetail", "ALL", "D180")]
    [InlineData("getTeamsUserActivityUserDetail", "D28,D30", "D30")]
    [InlineData("getMicrosoft365CopilotUsageUserDetail", "ALL", "ALL")]
    public void DetailReportsAreFetchedForTheNearestPeriod(string function, string wanted, string fetched) =>
        Assert.Equal(fetched, string.Join(' ', ReportPeriods.Of(Reports.Of(function), wanted.Split(',')).Select(period => period ?? "-")));
}
