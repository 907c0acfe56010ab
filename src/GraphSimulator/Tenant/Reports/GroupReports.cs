using GraphSimulator.Rows;
using static GraphSimulator.Tenant.Reports.AggregateRow;

namespace GraphSimulator.Tenant.Reports;

/// <summary>Microsoft 365 groups: their mail, files, communities and teams.</summary>
static class GroupReports
{
    public static IEnumerable<(string EntitySet, TenantReport Report)> All =>
    [
        ("Office365GroupsActivityDetail", GroupDetail()),
        ("Office365GroupsActivityCounts", new TrendReport(TrendNeeds.Activity, new()
        {
            ["ExchangeEmailsReceived"] = Count(row => row.Places.GroupMails),
            ["YammerMessagesPosted"] = Count(row => row.Places.GroupPosted),
            ["YammerMessagesRead"] = Count(row => row.Places.GroupRead),
            ["YammerMessagesLiked"] = Count(row => row.Places.GroupLiked),
            ["TeamsChannelMessages"] = EmptyWhenZero(TotalSum(Measure.TeamChat)),
            ["TeamsMeetingsOrganized"] = EmptyWhenZero(TotalSum(Measure.ChannelMeetings)),
        })),
        ("Office365GroupsActivityGroupCounts", new TrendReport(TrendNeeds.Activity | TrendNeeds.Inventory, new()
        {
            ["Total"] = row => Cell.Integer(row.Inventory.Groups),
            ["Active"] = row => Cell.Integer(row.Places.ActiveGroups.Count),
        })),
        ("Office365GroupsActivityStorage", new TrendReport(TrendNeeds.Inventory, new()
        {
            ["MailboxStorageUsedByte"] = row => Cell.Integer(row.Inventory.GroupMailboxBytes),
            ["SiteStorageUsedByte"] = row => Cell.Integer(row.Inventory.GroupSiteBytes),
        })),
        ("Office365GroupsActivityFileCounts", new TrendReport(TrendNeeds.Activity | TrendNeeds.Inventory, new()
        {
            ["Total"] = row => Cell.Integer(row.Inventory.GroupSiteFiles),
            ["Active"] = Count(row => row.Places.GroupFiles),
        })),
    ];

    static PlaceReport GroupDetail() => new(PlaceKind.Group, places => places.ActiveGroups, new()
    {
        ["GroupDisplayName"] = row => row.Name(),
        ["GroupId"] = row => row.Id(),
        ["IsDeleted"] = PlaceRow.IsDeleted,
        ["OwnerPrincipalName"] = row => row.Owner(),
        ["LastActivityDate"] = PlaceRow.LastActivity,
        ["GroupType"] = row => Cell.Text(row.IsPublic ? "Public" : "Private"),
        ["MemberCount"] = row => Cell.Integer(row.Members + row.Guests),
        ["ExternalMemberCount"] = row => Cell.Integer(row.Guests),
        ["ExchangeReceivedEmailCount"] = row => EmptyWhenZero(Cell.Integer(row.Counts.Mails)),
        ["SharePointActiveFileCount"] = row => EmptyWhenZero(Cell.Integer(Math.Min(row.SiteFiles, row.Counts.Files))),
        ["YammerPostedMessageCount"] = row => row.GroupCommunity() is { } community ? Cell.Integer(community.Posted) : Cell.Null,
        ["YammerReadMessageCount"] = row => row.GroupCommunity() is { } community ? Cell.Integer(community.Read) : Cell.Null,
        ["YammerLikedMessageCount"] = row => row.GroupCommunity() is { } community ? Cell.Integer(community.Liked) : Cell.Null,
        ["ExchangeMailboxTotalItemCount"] = row => Cell.Integer(row.GroupMailboxItems),
        ["ExchangeMailboxStorageUsedByte"] = row => Cell.Integer(row.GroupMailboxBytes),
        ["SharePointTotalFileCount"] = row => Cell.Integer(row.SiteFiles),
        ["SharePointSiteStorageUsedByte"] = row => Cell.Integer(row.SiteBytes),
    });

    static Func<DayRow, Cell> Count(Func<DayRow, long> count) => row => EmptyWhenZero(Cell.Integer(count(row)));
}
