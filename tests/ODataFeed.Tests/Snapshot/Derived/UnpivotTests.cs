using ODataFeed.Snapshot.Derived;
using Xunit;

namespace ODataFeed.Tests.Snapshot.Derived;

public sealed class UnpivotTests
{
    [Fact]
    public void AProductIsARowOfADayUnlessItsCellIsNull()
    {
        var view = Apply(
            "ActiveUsersByProduct",
            "Office365ActiveUserCounts",
            "ReportDate=2026-08-02; Office365=9; Teams=7; Exchange=0",
            "ReportDate=2026-08-01; Office365=8; SkypeForBusiness=1; OneDrive=3; ReportRefreshDate=2026-08-03");

        Assert.Equal(["2026-08-01 | OneDrive | 3", "2026-08-01 | Skype For Business | 1", "2026-08-02 | Exchange | 0", "2026-08-02 | Teams | 7"], view);
    }

    [Fact]
    public void AServiceHasARowUnlessBothCellsAreNull()
    {
        var view = Apply(
            "ServiceUsersByProduct",
            "Office365ServicesUserCounts",
            "ReportRefreshDate=2026-08-01; ReportPeriod=30; ExchangeActive=5; ExchangeInactive=2; TeamsInactive=0; Office365Active=6; Office365Inactive=1",
            "ReportRefreshDate=2026-08-01; ReportPeriod=7; YammerActive=1");

        Assert.Equal(["2026-08-01 | 7 | Yammer | 1 | null", "2026-08-01 | 30 | Exchange | 5 | 2", "2026-08-01 | 30 | Teams | null | 0"], view);
    }

    [Fact]
    public void APlatformIsARowOfAProductUnlessItsCellIsNull()
    {
        var view = Apply(
            "ActivationsByPlatform",
            "Office365ActivationCounts",
            "ReportRefreshDate=2026-08-01; ProductType=PROJECT; Windows=5; IOS=0; Windows10Mobile=1",
            "ReportRefreshDate=2026-08-01; ProductType=VISIO; Mac=2");

        Assert.Equal(
            ["2026-08-01 | PROJECT | Windows | 5", "2026-08-01 | PROJECT | Windows 10 Mobile | 1", "2026-08-01 | PROJECT | iOS | 0", "2026-08-01 | VISIO | Mac | 2"],
            view);
    }

    [Fact]
    public void AReportWithoutRowsIsAViewWithoutRows() => Assert.Empty(Apply("ActiveUsersByProduct", "Office365ActiveUserCounts"));

    static string[] Apply(string view, string report, params string[] rows) =>
        Sets.Print(Unpivot.Apply(Sets.Table(report, rows), Sets.Model.Find(view)!));
}
