using GraphSimulator.Rows;
using static GraphSimulator.Tenant.Reports.AggregateRow;
using static GraphSimulator.Tenant.Reports.UserColumns;

namespace GraphSimulator.Tenant.Reports;

/// <summary>SharePoint: activity of people, and the sites they work in.</summary>
static class SharePointReports
{
    static readonly string[] SiteTypes = ["All"];

    public static IEnumerable<(string EntitySet, TenantReport Report)> All =>
    [
        ("SharePointActivityUserDetail", UserReport.Of(Product.SharePoint, new()
        {
            ["UserPrincipalName"] = PrincipalName,
            ["IsDeleted"] = IsDeleted,
            ["DeletedDate"] = DeletedDate,
            ["LastActivityDate"] = LastActivity(Product.SharePoint),
            ["ViewedOrEditedFileCount"] = UserColumns.Sum(Measure.SharePointViewed),
            ["SyncedFileCount"] = UserColumns.Sum(Measure.SharePointSynced),
            ["SharedInternallyFileCount"] = UserColumns.Sum(Measure.SharePointSharedInside),
            ["SharedExternallyFileCount"] = UserColumns.Sum(Measure.SharePointSharedOutside),
            ["VisitedPageCount"] = UserColumns.Sum(Measure.VisitedPages),
            ["AssignedProducts"] = AssignedProducts,
        })),
        ("SharePointActivityFileCounts",
            new TrendReport(TrendNeeds.Activity, Activity(measure => EmptyWhenZero(AggregateRow.Sum(measure))))),
        ("SharePointActivityUserCounts", new TrendReport(TrendNeeds.Activity, Activity(measure => EmptyWhenZero(Users(measure))))),
        ("SharePointActivityPages", new TrendReport(TrendNeeds.Activity, new()
        {
            ["VisitedPageCount"] = AggregateRow.Sum(Measure.VisitedPages),
        })),
        ("SharePointSiteUsageDetail", SiteDetail()),
        ("SharePointSiteUsageFileCounts", new TrendReport(TrendNeeds.Activity | TrendNeeds.Inventory, new()
        {
            ["Total"] = row => Cell.Integer(row.Inventory.SiteFiles),
            ["Active"] = row => Cell.Integer(row.Members.Sum(Measure.SharePointViewed) + row.Members.Sum(Measure.SharePointSynced)),
        })
        {
            SiteTypes = SiteTypes,
        }),
        ("SharePointSiteUsageSiteCounts", new TrendReport(TrendNeeds.Activity | TrendNeeds.Inventory, new()
        {
            ["Total"] = row => Cell.Integer(row.Inventory.Sites),
            ["Active"] = row => Cell.Integer(row.Places.ActiveSites.Count),
        })
        {
            SiteTypes = SiteTypes,
        }),
        ("SharePointSiteUsageStorage", new TrendReport(TrendNeeds.Inventory, new()
        {
            ["StorageUsedByte"] = row => Cell.Integer(row.Inventory.SiteBytes),
        })
        {
            SiteTypes = SiteTypes,
        }),
        ("SharePointSiteUsagePages", new TrendReport(TrendNeeds.Activity, new()
        {
            ["PageViewCount"] = AggregateRow.Sum(Measure.PageViews),
        })
        {
            SiteTypes = SiteTypes,
        }),
    ];

    static RowColumns<DayRow> Activity(Func<Measure, Func<AggregateRow, Cell>> count) => new()
    {
        ["VisitedPage"] = count(Measure.VisitedPages),
        ["ViewedOrEdited"] = count(Measure.SharePointViewed),
        ["Synced"] = count(Measure.SharePointSynced),
        ["SharedInternally"] = count(Measure.SharePointSharedInside),
        ["SharedExternally"] = count(Measure.SharePointSharedOutside),
    };

    static PlaceReport SiteDetail() => new(PlaceKind.Site, places => places.ActiveSites, new()
    {
        ["SiteId"] = row => row.Id(),
        ["SiteURL"] = row => row.SiteUrl(),
        ["OwnerDisplayName"] = row => row.SiteOwnerDisplayName(),
        ["OwnerPrincipalName"] = row => row.SiteOwnerPrincipalName(),
        ["IsDeleted"] = PlaceRow.IsDeleted,
        ["LastActivityDate"] = PlaceRow.LastActivity,
        ["FileCount"] = row => Cell.Integer(row.SiteFiles),
        ["ActiveFileCount"] = row => Cell.Integer(Math.Min(row.SiteFiles, row.Counts.Files)),
        ["PageViewCount"] = row => Cell.Integer(row.Counts.PageViews),
        ["VisitedPageCount"] = row => Cell.Integer(row.Counts.VisitedPages),
        ["StorageUsedByte"] = row => Cell.Integer(row.SiteBytes),
        ["StorageAllocatedByte"] = _ => Cell.Integer(Storage.SitePool),
        ["RootWebTemplate"] = row => Cell.Text(row.IsGroupSite ? "Group" : row.Draw(0) % 4 == 0 ? "Team Site" : "Site Page Publishing"),
        ["SiteSensitivityLabelId"] = row => row.Draw(1) % 5 == 0 ? row.Label() : Cell.Null,
        ["ExternalSharing"] = row => Cell.Boolean(row.Draw(2) % 3 == 0),
        ["UnmanagedDevicePolicy"] = row => Cell.Text(row.Draw(3) % 8 == 0 ? "LimitedAccess" : "FullAccess"),
        ["GeoLocation"] = row => Cell.Text(row.Draw(4) % 5 == 0 ? "NAM" : "EUR"),
        ["AnonymousLinkCount"] = row => Links(row, 5, 40),
        ["CompanyLinkCount"] = row => Links(row, 6, 4),
        ["SecureLinkForGuestCount"] = row => Links(row, 7, 25),
        ["SecureLinkForMemberCount"] = row => Links(row, 8, 3),
    });

    /// <summary>Links grow with the files of a site: so many of a thousand files have one.</summary>
    static Cell Links(PlaceRow row, int purpose, ulong rarity) =>
        Cell.Integer(row.SiteFiles / 1000 * (long)(row.Draw(purpose) % 100) / (long)rarity);
}
