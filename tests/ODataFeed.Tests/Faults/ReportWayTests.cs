using GraphSimulator.Faults;
using ODataFeed.Graph;
using Xunit;

namespace ODataFeed.Tests.Faults;

/// <summary>PROTOCOL §2–§4, §13: a report is asked for under the next address where it is not under the one before.</summary>
public sealed class ReportWayTests : IAsyncLifetime
{
    const string Copilot = "getMicrosoft365CopilotUserCountTrend";

    FaultyTenant _tenant = null!;

    public async Task InitializeAsync() => _tenant = await FaultyTenant.StartAsync();

    public async Task DisposeAsync() => await _tenant.DisposeAsync();

    [Fact]
    public async Task AReportThatIsNotInV1IsFoundInBeta()
    {
        Assert.Equal("Published", await _tenant.RefreshAsync(FaultyTenant.Trend, NotIn("/v1.0/")));

        Assert.Equal([Call("v1.0"), Call("beta"), "download"], _tenant.Asked);
        await _tenant.AssertTruthAsync(FaultyTenant.Trend);
    }

    [Fact]
    public async Task TheWayThatWorksIsRemembered()
    {
        await _tenant.RefreshAsync(FaultyTenant.Trend, NotIn("/v1.0/"));
        await _tenant.Feed.NextDayAsync();

        await _tenant.RefreshAsync(FaultyTenant.Trend, NotIn("/v1.0/"));

        Assert.Equal([Call("beta"), "download"], _tenant.Asked);
    }

    [Fact]
    public async Task WhereCsvIsNotSupportedJsonIsAsked()
    {
        Assert.Equal("Published", await _tenant.RefreshAsync(FaultyTenant.Detail,
            new Fault { Kind = FaultKind.UnknownSegment, Where = "/v1.0/" },
            new Fault { Kind = FaultKind.UnknownSegment, Where = "/beta/", Times = 1 }));

        Assert.Equal("/beta/reports/getEmailActivityUserDetail(period='D30')?$format=application/json&$top=999", _tenant.Asked.Last());
        await _tenant.AssertTruthAsync(FaultyTenant.Detail);
    }

    [Fact]
    public async Task TheNameOf2017IsTheLastWay()
    {
        Assert.Equal("Published", await _tenant.RefreshAsync(FaultyTenant.Trend, new Fault { Kind = FaultKind.UnknownSegment, Where = "/getOffice365ActiveUserCounts" }));

        Assert.Equal(["/v1.0/reports/Office365ActiveUserCounts(period='D180')", "download"], _tenant.Asked.TakeLast(2));
    }

    [Fact]
    public async Task AReportThatIsNowhereSaysWhatToDoAndIsSoughtAnew()
    {
        Assert.Equal("Failed", await _tenant.RefreshAsync(FaultyTenant.Trend, new Fault { Kind = FaultKind.UnknownSegment }));
        Assert.Contains("leave it out with Refresh:Reports", _tenant.LastError(FaultyTenant.Trend), StringComparison.Ordinal);

        Assert.Equal("Published", await _tenant.RefreshAsync(FaultyTenant.Trend));
        Assert.Equal([Call("v1.0"), "download"], _tenant.Asked);
    }

    [Fact]
    public async Task CopilotsReportsAreSoughtUnderTheirOldPathToo()
    {
        await _tenant.RefreshAsync(Copilot, new Fault { Kind = FaultKind.UnknownSegment });

        Assert.Equal(
            ["/v1.0/copilot/reports/", "/beta/copilot/reports/", "/beta/reports/"],
            _tenant.Asked.Select(address => address[..address.IndexOf("get", StringComparison.Ordinal)]).Distinct());
    }

    [Fact]
    public async Task CopilotsReportsAreReadFromNestedJson()
    {
        Assert.Equal("Published", await _tenant.RefreshAsync(Copilot, NotIn("/v1.0/")));

        await _tenant.AssertTruthAsync(Copilot);
    }

    [Fact]
    public async Task ANextPageOnAnotherHostIsNotFollowed()
    {
        await JsonAsync(FaultKind.NextPageElsewhere);

        Assert.Contains("the next page does not lie on http://127.0.0.1:", _tenant.LastError(FaultyTenant.Detail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PagesInACircleAreGivenUp()
    {
        await JsonAsync(FaultKind.NextPageInCircle);

        Assert.Contains("the pages lead back to one that was read already", _tenant.LastError(FaultyTenant.Detail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonDatesWithATimeAreDates()
    {
        await JsonAsync(FaultKind.DatesWithTime);

        Assert.Null(_tenant.LastError(FaultyTenant.Detail));
        await _tenant.AssertTruthAsync(FaultyTenant.Detail);
    }

    [Fact]
    public async Task JsonThatEndsInTheMiddleIsNeverPublished()
    {
        await JsonAsync(FaultKind.CutInRow);

        Assert.Contains("the JSON is malformed", _tenant.LastError(FaultyTenant.Detail), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UsGov", "https://graph.microsoft.us/", "https://login.microsoftonline.us/", "*.office365.us")]
    [InlineData("UsGovDod", "https://dod-graph.microsoft.us/", "https://login.microsoftonline.us/", "*.office365.us")]
    [InlineData("China", "https://microsoftgraph.chinacloudapi.cn/", "https://login.chinacloudapi.cn/", "*.office365.cn")]
    public void ANationalCloudHasItsOwnHostsAndBetaOnly(string name, string graph, string login, string download)
    {
        var cloud = Enum.Parse<GraphCloud>(name);

        var addresses = GraphAddresses.Of(cloud);

        Assert.Equal((graph, login), (addresses.Graph.AbsoluteUri, addresses.Login.AbsoluteUri));
        Assert.Contains(download, DownloadHosts.Of(cloud).ToString(), StringComparison.Ordinal);
        Assert.All(Reports.Catalog.Reports.SelectMany(report => ReportWay.Of(report, cloud)), way => Assert.Equal("beta", way.Version));
    }

    /// <summary>The detail report by way of JSON, its answers spoilt.</summary>
    Task<string> JsonAsync(FaultKind kind) => _tenant.RefreshAsync(
        FaultyTenant.Detail,
        new Fault { Kind = kind, Where = "format=" },
        new Fault { Kind = FaultKind.UnknownSegment, Where = "/v1.0/" },
        new Fault { Kind = FaultKind.UnknownSegment, Where = "(period='D30')", Times = 1 });

    static Fault NotIn(string version) => new() { Kind = FaultKind.UnknownSegment, Where = version };

    static string Call(string version) => $"/{version}/reports/getOffice365ActiveUserCounts(period='D180')";
}
