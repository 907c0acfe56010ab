using GraphSimulator.Rows;
using static GraphSimulator.Tenant.Reports.AggregateRow;

namespace GraphSimulator.Tenant.Reports;

/// <summary>Teams as places: what happened in each, and how many there are.</summary>
static class TeamReports
{
    public static IEnumerable<(string EntitySet, TenantReport Report)> All =>
    [
        ("TeamsTeamActivityDetail", TeamDetail()),
        ("TeamsTeamActivityCounts", new TrendReport(TrendNeeds.Activity, Activity<DayRow>())),
        ("TeamsTeamActivityDistributionCounts", new WindowReport(Activity<WindowRow>())),
        ("TeamsTeamCounts", new TrendReport(TrendNeeds.Activity | TrendNeeds.Inventory, new()
        {
            ["PublicTeams"] = row => Cell.Integer(row.Inventory.PublicTeams),
            ["ActivePublicTeams"] = row => Cell.Integer(row.Places.ActivePublicTeams),
            ["PrivateTeams"] = row => Cell.Integer(row.Inventory.PrivateTeams),
            ["ActivePrivateTeams"] = row => Cell.Integer(row.Places.ActiveTeams.Count - row.Places.ActivePublicTeams),
        })),
    ];

    static RowColumns<TRow> Activity<TRow>()
        where TRow : AggregateRow => new()
        {
            ["ActiveUsers"] = Users(Measure.TeamVisit),
            ["ActiveChannels"] = row => Cell.Integer(row.Visitors.Channels),
            ["ActiveSharedChannels"] = row => Cell.Integer(row.Visitors.SharedChannels),
            ["Guests"] = row => Cell.Integer(row.Visitors.Guests),
            ["ActiveExternalUsers"] = row => Cell.Integer(row.Visitors.ExternalUsers),
            ["Reactions"] = TotalSum(Measure.Reactions),
            ["MeetingsOrganized"] = TotalSum(Measure.ChannelMeetings),
            ["PostMessages"] = TotalSum(Measure.Posts),
            ["ReplyMessages"] = TotalSum(Measure.Replies),
            ["ChannelMessages"] = TotalSum(Measure.TeamChat),
            ["UrgentMessages"] = TotalSum(Measure.Urgent),
            ["Mentions"] = TotalSum(Measure.Mentions),
        };

    static PlaceReport TeamDetail() => new(PlaceKind.Group, places => places.ActiveTeams, new()
    {
        ["TeamName"] = row => row.Name(),
        ["TeamId"] = row => row.Id(),
        ["TeamType"] = row => Cell.Text(row.IsPublic ? "Public" : "Private"),
        ["LastActivityDate"] = PlaceRow.LastActivity,
        ["ActiveUsers"] = row => Cell.Integer(row.Counts.ActiveUsers),
        ["ActiveChannels"] = row => Cell.Integer(row.Channels.Active),
        ["ActiveSharedChannels"] = row => Cell.Integer(row.Channels.Shared),
        ["Guests"] = row => Cell.Integer(row.Counts.Guests),
        ["ActiveExternalUsers"] = row => Cell.Integer(row.Counts.ExternalUsers),
        ["Reactions"] = row => Cell.Integer(row.Counts.Reactions),
        ["MeetingsOrganized"] = row => Cell.Integer(row.Counts.ChannelMeetings),
        ["PostMessages"] = row => Cell.Integer(row.Counts.Posts),
        ["ReplyMessages"] = row => Cell.Integer(row.Counts.Replies),
        ["ChannelMessages"] = row => Cell.Integer(row.Counts.Posts + row.Counts.Replies),
        ["UrgentMessages"] = row => Cell.Integer(row.Counts.Urgent),
        ["Mentions"] = row => Cell.Integer(row.Counts.Mentions),
    })
    {
        TeamsOnly = true,
    };
}
