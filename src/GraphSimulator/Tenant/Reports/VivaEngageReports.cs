using GraphSimulator.Rows;
using static GraphSimulator.Tenant.Reports.AggregateRow;
using static GraphSimulator.Tenant.Reports.UserColumns;

namespace GraphSimulator.Tenant.Reports;

/// <summary>Viva Engage, which the reports still call Yammer: a minor service of this company.</summary>
static class VivaEngageReports
{
    static readonly (string Column, Measure Measure)[] Devices =
    [
        ("Web", Measure.YammerWeb), ("AndroidPhone", Measure.YammerAndroid), ("IPhone", Measure.YammerIPhone), ("IPad", Measure.YammerIPad),
    ];

    public static IEnumerable<(string EntitySet, TenantReport Report)> All =>
    [
        ("YammerActivityUserDetail", UserReport.Of(Product.Yammer, Person().With(new()
        {
            ["PostedCount"] = UserColumns.Sum(Measure.YammerPosted),
            ["ReadCount"] = UserColumns.Sum(Measure.YammerRead),
            ["LikedCount"] = UserColumns.Sum(Measure.YammerLiked),
            ["AssignedProducts"] = AssignedProducts,
        }))),
        ("YammerActivityCounts", new TrendReport(TrendNeeds.Activity, Activity(AggregateRow.Sum))),
        ("YammerActivityUserCounts", new TrendReport(TrendNeeds.Activity, Activity(Users))),
        ("YammerDeviceUsageUserDetail", UserReport.Of(Product.Yammer, DeviceDetail())),
        ("YammerDeviceUsageUserCounts", new TrendReport(TrendNeeds.Activity, DeviceCounts<DayRow>())),
        ("YammerDeviceUsageDistributionUserCounts", new WindowReport(DeviceCounts<WindowRow>())),
        ("YammerGroupsActivityDetail", CommunityDetail()),
        ("YammerGroupsActivityCounts", new TrendReport(TrendNeeds.Activity, Activity(AggregateRow.Sum))),
        ("YammerGroupsActivityGroupCounts", new TrendReport(TrendNeeds.Activity | TrendNeeds.Inventory, new()
        {
            ["Total"] = row => Cell.Integer(row.Inventory.Communities),
            ["Active"] = row => Cell.Integer(row.Places.ActiveCommunities.Count),
        })),
    ];

    static RowColumns<UserRow> Person() => new()
    {
        ["UserPrincipalName"] = PrincipalName,
        ["DisplayName"] = DisplayName,
        ["UserState"] = row => Cell.Text(row.IsDeleted ? "deleted" : "active"),
        ["StateChangeDate"] = DeletedDate,
        ["LastActivityDate"] = LastActivity(Product.Yammer),
    };

    static RowColumns<DayRow> Activity(Func<Measure, Func<AggregateRow, Cell>> count) => new()
    {
        ["Liked"] = count(Measure.YammerLiked),
        ["Posted"] = count(Measure.YammerPosted),
        ["Read"] = count(Measure.YammerRead),
    };

    static RowColumns<UserRow> DeviceDetail()
    {
        var columns = Person();
        columns["UsedWindowsPhone"] = _ => Cell.Boolean(false);
        columns["UsedOthers"] = Any(Measure.YammerOther);
        foreach (var (column, measure) in Devices)
            columns[$"Used{column}"] = Any(measure);
        return columns;
    }

    static RowColumns<TRow> DeviceCounts<TRow>()
        where TRow : AggregateRow
    {
        var columns = new RowColumns<TRow>
        {
            ["WindowsPhone"] = _ => Cell.Integer(0),
            ["Other"] = Users(Measure.YammerOther),
        };
        foreach (var (column, measure) in Devices)
            columns[column] = Users(measure);
        return columns;
    }

    static PlaceReport CommunityDetail() => new(PlaceKind.Community, places => places.ActiveCommunities, new()
    {
        ["GroupDisplayName"] = row => row.Name(),
        ["IsDeleted"] = PlaceRow.IsDeleted,
        ["OwnerPrincipalName"] = row => row.Owner(),
        ["LastActivityDate"] = PlaceRow.LastActivity,
        ["GroupType"] = row => Cell.Text(row.IsPublic ? "public" : "private"),
        ["Office365Connected"] = row => Cell.Boolean(row.Tenant.Places.GroupOf(row.Place) is not null),
        ["MemberCount"] = row => Cell.Integer(row.Members),
        ["PostedCount"] = row => EmptyWhenZero(Cell.Integer(row.Community.Posted)),
        ["ReadCount"] = row => EmptyWhenZero(Cell.Integer(row.Community.Read)),
        ["LikedCount"] = row => EmptyWhenZero(Cell.Integer(row.Community.Liked)),
        ["NetworkDisplayName"] = _ => Cell.Text("Contoso"),
    });
}
