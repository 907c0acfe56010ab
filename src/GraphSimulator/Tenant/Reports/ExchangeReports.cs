using GraphSimulator.Rows;
using static GraphSimulator.Tenant.Reports.AggregateRow;
using static GraphSimulator.Tenant.Reports.UserColumns;

namespace GraphSimulator.Tenant.Reports;

/// <summary>Mail: activity, clients, mailboxes.</summary>
static class ExchangeReports
{
    /// <summary>The mailbox reports come a day later than the others.</summary>
    const int MailboxLag = 3;

    const long DeletedItemQuota = 30L << 30;

    /// <summary>The clients of the columns, and what a detail cell says about one that was used.</summary>
    static readonly (string Column, Measure Measure, Func<UserRow, string> Version)[] Clients =
    [
        ("MailForMac", Measure.MailForMac, _ => "Mail"),
        ("OutlookForMac", Measure.OutlookForMac, _ => "Outlook 16"),
        ("OutlookForWindows", Measure.OutlookForWindows, row => TenantActivity.OutlookVersion(row.Person) switch
        {
            Measure.Outlook2016 => "2016",
            Measure.Outlook2019 => "2019",
            _ => "ProPlus",
        }),
        ("OutlookForMobile", Measure.OutlookForMobile, row => row.Person.OnIos ? "iOS" : "Android"),
        ("OtherForMobile", Measure.OtherForMobile, _ => "ActiveSync"),
        ("OutlookForWeb", Measure.OutlookForWeb, _ => "OWA"),
        ("POP3App", Measure.Pop3, _ => "POP3"),
        ("IMAP4App", Measure.Imap4, _ => "IMAP4"),
        ("SMTPApp", Measure.Smtp, _ => "SMTP"),
    ];

    public static IEnumerable<(string EntitySet, TenantReport Report)> All =>
    [
        ("EmailActivityUserDetail", UserReport.Of(Product.Exchange, new()
        {
            ["UserPrincipalName"] = PrincipalName,
            ["DisplayName"] = DisplayName,
            ["IsDeleted"] = IsDeleted,
            ["DeletedDate"] = DeletedDate,
            ["LastActivityDate"] = LastActivity(Product.Exchange),
            ["SendCount"] = UserColumns.Sum(Measure.Sent),
            ["ReceiveCount"] = UserColumns.Sum(Measure.Received),
            ["ReadCount"] = UserColumns.Sum(Measure.Read),
            ["MeetingCreatedCount"] = UserColumns.Sum(Measure.MeetingsCreated),
            ["MeetingInteractedCount"] = UserColumns.Sum(Measure.MeetingsAnswered),
            ["AssignedProducts"] = AssignedProducts,
        })),
        ("EmailActivityCounts", new TrendReport(TrendNeeds.Activity, Activity(measure => EmptyWhenZero(AggregateRow.Sum(measure))))),
        ("EmailActivityUserCounts", new TrendReport(TrendNeeds.Activity, Activity(measure => EmptyWhenZero(Users(measure))))),
        ("EmailAppUsageUserDetail", UserReport.Of(Product.Exchange, ClientDetail())),
        ("EmailAppUsageAppsUserCounts", new WindowReport(ClientCounts<WindowRow>())),
        ("EmailAppUsageUserCounts", new TrendReport(TrendNeeds.Activity, ClientCounts<DayRow>())),
        ("EmailAppUsageVersionsUserCounts", new WindowReport(new()
        {
            ["Outlook2016"] = EmptyWhenZero(Users(Measure.Outlook2016)),
            ["Outlook2013"] = _ => Cell.Null,
            ["Outlook2010"] = _ => Cell.Null,
            ["Outlook2007"] = _ => Cell.Null,
            ["Undetermined"] = _ => Cell.Null,
            ["OutlookM365"] = EmptyWhenZero(Users(Measure.OutlookM365)),
            ["Outlook2019"] = EmptyWhenZero(Users(Measure.Outlook2019)),
        })),
        ("MailboxUsageDetail", MailboxDetail()),
        ("MailboxUsageMailboxCounts", new TrendReport(TrendNeeds.Activity | TrendNeeds.Inventory, new()
        {
            ["Total"] = row => Cell.Integer(row.Inventory.Mailboxes),
            ["Active"] = Users(Measure.ExchangeActive),
        })
        {
            Lag = MailboxLag,
        }),
        ("MailboxUsageQuotaStatusMailboxCounts", new TrendReport(TrendNeeds.Inventory, new()
        {
            ["UnderLimit"] = Mailboxes(QuotaStatus.UnderLimit),
            ["WarningIssued"] = Mailboxes(QuotaStatus.WarningIssued),
            ["SendProhibited"] = Mailboxes(QuotaStatus.SendProhibited),
            ["SendReceiveProhibited"] = Mailboxes(QuotaStatus.SendReceiveProhibited),
            ["Indeterminate"] = _ => Cell.Integer(0),
        })
        {
            Lag = MailboxLag,
        }),
        ("MailboxUsageStorage", new TrendReport(TrendNeeds.Inventory, new()
        {
            ["StorageUsedByte"] = row => Cell.Integer(row.Inventory.MailboxBytes),
        })
        {
            Lag = MailboxLag,
        }),
    ];

    static RowColumns<DayRow> Activity(Func<Measure, Func<AggregateRow, Cell>> count) => new()
    {
        ["Send"] = count(Measure.Sent),
        ["Receive"] = count(Measure.Received),
        ["Read"] = count(Measure.Read),
        ["MeetingCreated"] = count(Measure.MeetingsCreated),
        ["MeetingInteracted"] = count(Measure.MeetingsAnswered),
    };

    static RowColumns<TRow> ClientCounts<TRow>()
        where TRow : AggregateRow
    {
        var columns = new RowColumns<TRow>();
        foreach (var (column, measure, _) in Clients)
            columns[column] = EmptyWhenZero(Users(measure));
        return columns;
    }

    static RowColumns<UserRow> ClientDetail()
    {
        var columns = new RowColumns<UserRow>
        {
            ["UserPrincipalName"] = PrincipalName,
            ["DisplayName"] = DisplayName,
            ["IsDeleted"] = IsDeleted,
            ["DeletedDate"] = DeletedDate,
            ["LastActivityDate"] = LastActivity(Product.Exchange),
        };
        foreach (var (column, measure, version) in Clients)
            columns[column] = row => row.Sum(measure) > 0 ? Cell.Text(version(row)) : Cell.Null;
        return columns;
    }

    static UserReport MailboxDetail() => new(
        (in Person person, int asOf) => person.Holds(Product.Exchange) && Storage.IsKept(person, asOf),
        [Product.Exchange],
        new()
        {
            ["UserPrincipalName"] = PrincipalName,
            ["DisplayName"] = DisplayName,
            ["IsDeleted"] = IsDeleted,
            ["DeletedDate"] = DeletedDate,
            ["CreatedDate"] = row => TenantRow.Day(row.Person.Hired),
            ["LastActivityDate"] = LastActivity(Product.Exchange),
            ["ItemCount"] = row => Cell.Integer(Storage.MailboxItems(row.Person, row.AsOf)),
            ["StorageUsedByte"] = row => Cell.Integer(Storage.MailboxBytes(row.Person, row.AsOf)),
            ["IssueWarningQuotaByte"] = row => Cell.Integer(MailboxQuota.Of(row.Person.Licence).Warning),
            ["ProhibitSendQuotaByte"] = row => Cell.Integer(MailboxQuota.Of(row.Person.Licence).ProhibitSend),
            ["ProhibitSendReceiveQuotaByte"] = row => Cell.Integer(MailboxQuota.Of(row.Person.Licence).Most),
            ["DeletedItemCount"] = row => Cell.Integer(Storage.MailboxItems(row.Person, row.AsOf) / 40),
            ["DeletedItemSizeByte"] = row => Cell.Integer(Storage.DeletedBytes(row.Person, row.AsOf)),
            ["DeletedItemQuotaByte"] = _ => Cell.Integer(DeletedItemQuota),
            ["HasArchive"] = row => Cell.Boolean(Storage.HasArchive(row.Person)),
        })
    {
        Lag = MailboxLag,
    };

    static Func<DayRow, Cell> Mailboxes(QuotaStatus status) => row => Cell.Integer(row.Inventory.MailboxesWith(status));
}
