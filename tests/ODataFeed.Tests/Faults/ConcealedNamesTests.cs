using GraphSimulator.Faults;
using ODataFeed.Refresh;
using Xunit;

namespace ODataFeed.Tests.Faults;

/// <summary>PROTOCOL §10: a tenant that conceals names, and one that switches.</summary>
public sealed class ConcealedNamesTests : IAsyncLifetime
{
    const string Sites = "getSharePointSiteUsageDetail";

    FaultyTenant _tenant = null!;

    public async Task InitializeAsync() => _tenant = await FaultyTenant.StartAsync();

    public async Task DisposeAsync() => await _tenant.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheSettingTells(bool concealed)
    {
        _tenant.Graph.Faults.ConcealNames = concealed;

        await _tenant.RefreshAsync(FaultyTenant.Detail);

        Assert.Equal(concealed, Concealed(FaultyTenant.Detail));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WithoutTheSettingTheShapeOfTheNamesTells(bool concealed)
    {
        _tenant.Graph.Faults.ConcealNames = concealed;

        await _tenant.RefreshAsync(FaultyTenant.Detail, new Fault { Kind = FaultKind.WrappedError, Report = "reportSettings" });

        Assert.Equal(concealed, Concealed(FaultyTenant.Detail));
    }

    [Fact]
    public async Task ACountOfUsersNamesNobody()
    {
        await _tenant.RefreshAsync(FaultyTenant.Trend);

        Assert.Null(Concealed(FaultyTenant.Trend));
    }

    [Theory]
    [InlineData(Sites)]
    [InlineData("getOneDriveUsageAccountDetail")]
    [InlineData("getOffice365GroupsActivityDetail")]
    [InlineData("getTeamsTeamActivityDetail")]
    [InlineData("getTeamsUserActivityUserDetail")]
    public async Task NoRowIsLostToIdsThatAreAllZero(string function)
    {
        _tenant.Graph.Faults.ConcealNames = true;

        await _tenant.RefreshAsync(function);

        await _tenant.AssertTruthAsync(function);
        var file = Assert.Single(await _tenant.Feed.DownloadAsync(Reports.Of(function)));
        Assert.Equal(file.Csv.Rows.Select(row => string.Join(',', row)).Distinct().Count(), (await _tenant.RowsAsync(function)).Count);
    }

    [Fact]
    public async Task KeysSurviveTheSwitchInBothDirections()
    {
        var expected = new EndToEnd.ExpectedRows(Reports.Of(Sites));
        foreach (var concealed in new[] { false, true, false })
        {
            _tenant.Graph.Faults.ConcealNames = concealed;
            Assert.Equal("Published", await _tenant.RefreshAsync(Sites));
            expected.Take(await _tenant.Feed.DownloadAsync(Reports.Of(Sites)));
            Assert.Equal(concealed, Concealed(Sites));
            Assert.Equal(expected.Set, await _tenant.RowsAsync(Sites));
            Assert.Equal(expected.History, await _tenant.Feed.RowsAsync("SharePointSiteUsageDetailHistory", 1000));
            await _tenant.Feed.NextDayAsync();
        }
    }

    [Fact]
    public async Task ASwitchWithinADayIsDownloadedAnew()
    {
        await _tenant.RefreshAsync(FaultyTenant.Detail);
        _tenant.Graph.Faults.ConcealNames = true;
        _tenant.Feed.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal("Published", await _tenant.RefreshAsync(FaultyTenant.Detail));

        await _tenant.AssertTruthAsync(FaultyTenant.Detail);
    }

    bool? Concealed(string function) => _tenant.Feed.Service<RefreshStatus>().Of(Reports.Of(function)).NamesConcealed;
}
