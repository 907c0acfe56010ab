using ODataFeed.Snapshot;
using ODataFeed.Snapshot.Derived;
using Xunit;

namespace ODataFeed.Tests.Snapshot.Derived;

public sealed class DerivedTablesTests
{
    static readonly DateOnly Today = new(2026, 8, 5);

    readonly DerivedTables _derived = new(Sets.Model, 1, null);

    FeedSnapshot _snapshot = FeedSnapshot.Empty;

    [Fact]
    public void BeforeAnyReportThereAreDaysAndServices()
    {
        Assert.Equal("Dates Products Users", Publish());
        Assert.Equal(365, _snapshot.Find("Dates")!.Count);
        Assert.Equal(
            ["Exchange | Service", "OneDrive | Service", "SharePoint | Service", "Skype For Business | Service", "Teams | Service", "Yammer | Service"],
            Sets.Print(_snapshot.Find("Products")!));
        Assert.Equal(0, _snapshot.Find("Users")!.Count);
    }

    [Fact]
    public void OnlyWhatAReportChangesIsMadeAnew()
    {
        Publish();

        Assert.Equal("ActiveUsersByProduct", Publish(Sets.Table("Office365ActiveUserCounts", "ReportDate=2026-08-01; Teams=1")));
        Assert.Equal("ActiveUsersByProduct Dates", Publish(Sets.Table("Office365ActiveUserCounts", "ReportDate=2025-12-31; Teams=1")));
        Assert.Equal("ActiveUsersByProduct", Publish(Sets.Table("Office365ActiveUserCounts", "ReportDate=2026-12-31; Teams=1")));
        Assert.Equal("Users", Publish(Sets.Table("EmailActivityUserDetailHistory", "ReportRefreshDate=2026-08-01; UserPrincipalName=a@x")));
        Assert.Equal("", Publish(Sets.Table("OneDriveUsageAccountDetailHistory", "ReportRefreshDate=2026-08-01; OwnerPrincipalName=a@x")));
        Assert.Equal(730, _snapshot.Find("Dates")!.Count);
    }

    [Fact]
    public void ANewYearIsAddedWhenItComes()
    {
        Publish();

        Assert.Equal("Dates", string.Join(' ', _derived.Of(_snapshot, [], new DateOnly(2027, 1, 1)).Select(table => table.Schema.Name)));
    }

    [Fact]
    public void LicencesAreTheProductTypesOfAllActivationReports()
    {
        Publish();
        Publish(Sets.Table("Office365ActivationCountsHistory", "ReportRefreshDate=2026-08-01; ProductType=VISIO", "ReportRefreshDate=2026-07-01; ProductType=ACCESS"));
        Publish(Sets.Table("Office365ActivationsUserCountsHistory", "ReportRefreshDate=2026-08-01; ProductType=Teams", "ReportRefreshDate=2026-08-01; ProductType="));
        Publish(Sets.Table("Office365ActivationsUserDetailHistory", "ReportRefreshDate=2026-08-01; ProductType=VISIO; UserPrincipalName=a@x"));

        Assert.Equal(["ACCESS", "VISIO"], Sets.Print(_snapshot.Find("Products")!).Where(row => row.EndsWith("License", StringComparison.Ordinal)).Select(row => row.Split(" | ")[0]));
        Assert.Contains("Teams | Service", Sets.Print(_snapshot.Find("Products")!));
    }

    /// <summary>Publishes tables of reports and what follows; the names of what follows.</summary>
    string Publish(params Table[] tables)
    {
        var derived = _derived.Of(_snapshot, tables, Today);
        _snapshot = _snapshot.With([.. tables, .. derived], _snapshot.Version + 1);
        return string.Join(' ', derived.Select(table => table.Schema.Name).Order(StringComparer.Ordinal));
    }
}
