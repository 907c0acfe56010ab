using GraphSimulator.Rows;
using static GraphSimulator.Tenant.Reports.AggregateRow;
using static GraphSimulator.Tenant.Reports.UserColumns;

namespace GraphSimulator.Tenant.Reports;

/// <summary>OneDrive: activity of people, and their accounts.</summary>
static class OneDriveReports
{
    /// <summary>Graph repeats each day's numbers under both types: adding all rows up counts everything twice.</summary>
    static readonly string[] SiteTypes = ["OneDrive", "All"];

    public static IEnumerable<(string EntitySet, TenantReport Report)> All =>
    [
        ("OneDriveActivityUserDetail", UserReport.Of(Product.OneDrive, new()
        {
            ["UserPrincipalName"] = PrincipalName,
            ["IsDeleted"] = IsDeleted,
            ["DeletedDate"] = DeletedDate,
            ["LastActivityDate"] = LastActivity(Product.OneDrive),
            ["ViewedOrEditedFileCount"] = UserColumns.Sum(Measure.OneDriveViewed),
            ["SyncedFileCount"] = UserColumns.Sum(Measure.OneDriveSynced),
            ["SharedInternallyFileCount"] = UserColumns.Sum(Measure.OneDriveSharedInside),
            ["SharedExternallyFileCount"] = UserColumns.Sum(Measure.OneDriveSharedOutside),
            ["AssignedProducts"] = AssignedProducts,
        })),
        ("OneDriveActivityUserCounts", new TrendReport(TrendNeeds.Activity, Activity(measure => EmptyWhenZero(Users(measure))))),
        ("OneDriveActivityFileCounts", new TrendReport(TrendNeeds.Activity, Activity(measure => EmptyWhenZero(AggregateRow.Sum(measure))))),
        ("OneDriveUsageAccountDetail", AccountDetail()),
        ("OneDriveUsageAccountCounts", new TrendReport(TrendNeeds.Activity | TrendNeeds.Inventory, new()
        {
            ["Total"] = row => Cell.Integer(row.Inventory.Drives),
            ["Active"] = Users(Measure.OneDriveActive),
        })
        {
            SiteTypes = SiteTypes,
        }),
        ("OneDriveUsageFileCounts", new TrendReport(TrendNeeds.Activity | TrendNeeds.Inventory, new()
        {
            ["Total"] = row => Cell.Integer(row.Inventory.DriveFiles),
            ["Active"] = row => Cell.Integer(row.Members.Sum(Measure.OneDriveViewed) + row.Members.Sum(Measure.OneDriveSynced)),
        })
        {
            SiteTypes = SiteTypes,
        }),
        ("OneDriveUsageStorage", new TrendReport(TrendNeeds.Inventory, new()
        {
            ["StorageUsedByte"] = row => Cell.Integer(row.Inventory.DriveBytes),
        })
        {
            SiteTypes = SiteTypes,
        }),
    ];

    static RowColumns<DayRow> Activity(Func<Measure, Func<AggregateRow, Cell>> count) => new()
    {
        ["ViewedOrEdited"] = count(Measure.OneDriveViewed),
        ["Synced"] = count(Measure.OneDriveSynced),
        ["SharedInternally"] = count(Measure.OneDriveSharedInside),
        ["SharedExternally"] = count(Measure.OneDriveSharedOutside),
    };

    static UserReport AccountDetail() => new(
        (in Person person, int asOf) => person.Holds(Product.OneDrive) && Storage.IsKept(person, asOf),
        [Product.OneDrive],
        new()
        {
            ["SiteId"] = row => row.Id(Identity.Drive),
            ["SiteURL"] = row => row.DriveUrl(),
            ["OwnerDisplayName"] = DisplayName,
            ["OwnerPrincipalName"] = PrincipalName,
            ["IsDeleted"] = IsDeleted,
            ["LastActivityDate"] = LastActivity(Product.OneDrive),
            ["FileCount"] = row => Cell.Integer(Storage.DriveFiles(row.Person, row.AsOf)),
            ["ActiveFileCount"] = row => Cell.Integer(Math.Min(
                Storage.DriveFiles(row.Person, row.AsOf), row.Sum(Measure.OneDriveViewed) + row.Sum(Measure.OneDriveSynced))),
            ["StorageUsedByte"] = row => Cell.Integer(Storage.DriveBytes(row.Person, row.AsOf)),
            ["StorageAllocatedByte"] = _ => Cell.Integer(Storage.DriveQuota),
        })
    {
        Sums = [Product.OneDrive],
    };
}
