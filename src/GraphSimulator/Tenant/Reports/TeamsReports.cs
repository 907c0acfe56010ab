using GraphSimulator.Rows;
using static GraphSimulator.Tenant.Reports.AggregateRow;
using static GraphSimulator.Tenant.Reports.UserColumns;

namespace GraphSimulator.Tenant.Reports;

/// <summary>Teams: what people do, and on which devices. The reports with Total in their names count guests too.</summary>
static class TeamsReports
{
    static readonly (string Column, Measure Measure)[] Devices =
    [
        ("Web", Measure.TeamsWeb), ("AndroidPhone", Measure.TeamsAndroid), ("IOS", Measure.TeamsIos), ("Mac", Measure.TeamsMac),
        ("Windows", Measure.TeamsWindows), ("ChromeOS", Measure.TeamsChromeOs), ("Linux", Measure.TeamsLinux),
    ];

    public static IEnumerable<(string EntitySet, TenantReport Report)> All =>
    [
        ("TeamsDeviceUsageUserDetail", UserReport.Of(Product.Teams, DeviceDetail())),
        ("TeamsDeviceUsageUserCounts", new TrendReport(TrendNeeds.Activity, DeviceCounts<DayRow>(Users))),
        ("TeamsDeviceUsageTotalUserCounts", new TrendReport(TrendNeeds.Activity, DeviceCounts<DayRow>(TotalUsers))),
        ("TeamsDeviceUsageDistributionUserCounts", new WindowReport(DeviceCounts<WindowRow>(Users))),
        ("TeamsDeviceUsageDistributionTotalUserCounts", new WindowReport(DeviceCounts<WindowRow>(TotalUsers))),
        ("TeamsUserActivityUserDetail", UserReport.Of(Product.Teams, ActivityDetail())),
        ("TeamsUserActivityCounts", new TrendReport(TrendNeeds.Activity, Activity<DayRow>(AggregateRow.Sum))),
        ("TeamsUserActivityTotalCounts", new TrendReport(TrendNeeds.Activity, Activity<DayRow>(TotalSum))),
        ("TeamsUserActivityTotalDistributionCounts", new WindowReport(Activity<WindowRow>(TotalSum))),
        ("TeamsUserActivityUserCounts", new TrendReport(TrendNeeds.Activity, ActiveUsers<DayRow>(Users))),
        ("TeamsUserActivityTotalUserCounts", new TrendReport(TrendNeeds.Activity, ActiveUsers<DayRow>(TotalUsers))),
        ("TeamsUserActivityDistributionUserCounts", new WindowReport(ActiveUsers<WindowRow>(Users))),
        ("TeamsUserActivityDistributionTotalUserCounts", new WindowReport(ActiveUsers<WindowRow>(TotalUsers))),
    ];

    static RowColumns<UserRow> DeviceDetail()
    {
        var columns = new RowColumns<UserRow>
        {
            ["UserId"] = UserId,
            ["UserPrincipalName"] = PrincipalName,
            ["LastActivityDate"] = LastActivity(Product.Teams),
            ["IsDeleted"] = IsDeleted,
            ["DeletedDate"] = DeletedDate,
            ["UsedWindowsPhone"] = _ => Cell.Boolean(false),
            ["IsLicensed"] = IsLicensed,
        };
        foreach (var (column, measure) in Devices)
            columns[$"Used{column}"] = Any(measure);
        return columns;
    }

    static RowColumns<TRow> DeviceCounts<TRow>(Func<Measure, Func<AggregateRow, Cell>> count)
        where TRow : AggregateRow
    {
        var columns = new RowColumns<TRow> { ["WindowsPhone"] = _ => Cell.Integer(0) };
        foreach (var (column, measure) in Devices)
            columns[column] = count(measure);
        return columns;
    }

    static RowColumns<TRow> Activity<TRow>(Func<Measure, Func<AggregateRow, Cell>> sum)
        where TRow : AggregateRow => new()
        {
            ["TeamChatMessages"] = sum(Measure.TeamChat),
            ["PostMessages"] = sum(Measure.Posts),
            ["ReplyMessages"] = sum(Measure.Replies),
            ["PrivateChatMessages"] = sum(Measure.PrivateChat),
            ["Calls"] = sum(Measure.Calls),
            ["Meetings"] = sum(Measure.Meetings),
            ["AudioDuration"] = Time(sum(Measure.AudioSeconds)),
            ["VideoDuration"] = Time(sum(Measure.VideoSeconds)),
            ["ScreenShareDuration"] = Time(sum(Measure.ShareSeconds)),
            ["MeetingsOrganized"] = sum(Measure.Organized),
            ["MeetingsOrganizedCount"] = sum(Measure.Organized),
            ["MeetingsAttended"] = sum(Measure.Attended),
            ["MeetingsAttendedCount"] = sum(Measure.Attended),
        };

    static RowColumns<TRow> ActiveUsers<TRow>(Func<Measure, Func<AggregateRow, Cell>> users)
        where TRow : AggregateRow => new()
        {
            ["TeamChatMessages"] = users(Measure.TeamChat),
            ["PrivateChatMessages"] = users(Measure.PrivateChat),
            ["Calls"] = users(Measure.Calls),
            ["Meetings"] = users(Measure.Meetings),
            ["OtherActions"] = users(Measure.OtherTeamsAction),
        };

    static RowColumns<UserRow> ActivityDetail() => new()
    {
        ["TenantDisplayName"] = _ => Cell.Text("CONTOSO"),
        ["SharedChannelTenantDisplayNames"] = SharedChannelTenants,
        ["UserId"] = UserId,
        ["UserPrincipalName"] = PrincipalName,
        ["LastActivityDate"] = LastActivity(Product.Teams),
        ["IsDeleted"] = IsDeleted,
        ["DeletedDate"] = DeletedDate,
        ["AssignedProducts"] = AssignedProducts,
        ["TeamChatMessageCount"] = UserColumns.Sum(Measure.TeamChat),
        ["PrivateChatMessageCount"] = UserColumns.Sum(Measure.PrivateChat),
        ["CallCount"] = UserColumns.Sum(Measure.Calls),
        ["MeetingCount"] = UserColumns.Sum(Measure.Meetings),
        ["PostMessages"] = UserColumns.Sum(Measure.Posts),
        ["ReplyMessages"] = UserColumns.Sum(Measure.Replies),
        ["UrgentMessages"] = UserColumns.Sum(Measure.Urgent),
        ["MeetingsOrganizedCount"] = UserColumns.Sum(Measure.Organized),
        ["MeetingsAttendedCount"] = UserColumns.Sum(Measure.Attended),
        ["AdHocMeetingsOrganizedCount"] = UserColumns.Sum(Measure.AdHocOrganized),
        ["AdHocMeetingsAttendedCount"] = UserColumns.Sum(Measure.AdHocAttended),
        ["ScheduledOneTimeMeetingsOrganizedCount"] = UserColumns.Sum(Measure.OneTimeOrganized),
        ["ScheduledOneTimeMeetingsAttendedCount"] = UserColumns.Sum(Measure.OneTimeAttended),
        ["ScheduledRecurringMeetingsOrganizedCount"] = UserColumns.Sum(Measure.RecurringOrganized),
        ["ScheduledRecurringMeetingsAttendedCount"] = UserColumns.Sum(Measure.RecurringAttended),
        ["AudioDuration"] = Time(Measure.AudioSeconds),
        ["VideoDuration"] = Time(Measure.VideoSeconds),
        ["ScreenShareDuration"] = Time(Measure.ShareSeconds),
        ["AudioDurationInSeconds"] = UserColumns.Sum(Measure.AudioSeconds),
        ["VideoDurationInSeconds"] = UserColumns.Sum(Measure.VideoSeconds),
        ["ScreenShareDurationInSeconds"] = UserColumns.Sum(Measure.ShareSeconds),
        ["HasOtherAction"] = Any(Measure.OtherTeamsAction),
        ["IsLicensed"] = IsLicensed,
    };

    /// <summary>In details a quiet window is PT0S.</summary>
    static Func<UserRow, Cell> Time(Measure seconds) => row => Cell.Duration(TimeSpan.FromSeconds(row.Sum(seconds)));

    /// <summary>The companies of the shared channels someone is in; most are in none.</summary>
    static Cell SharedChannelTenants(UserRow row) => (row.Person.Key >> 12 & 63) switch
    {
        0 => Cell.Text("Fabrikam, Inc."),
        1 => Cell.Text("NORTHWIND TRADERS"),
        _ => Cell.Null,
    };

    static Func<AggregateRow, Cell> Time(Func<AggregateRow, Cell> seconds) => AggregateRow.Time(seconds);
}
