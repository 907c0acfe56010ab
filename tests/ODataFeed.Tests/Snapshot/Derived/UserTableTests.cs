using ODataFeed.Snapshot;
using ODataFeed.Snapshot.Derived;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Snapshot.Derived;

public sealed class UserTableTests
{
    [Fact]
    public void AUserIsSeenFromTheFirstToTheLastRefreshOfAnyReport()
    {
        var users = Users(
            Sets.Table("EmailActivityUserDetailHistory", "ReportRefreshDate=2026-07-02; UserPrincipalName=b@x", "ReportRefreshDate=2026-07-03; UserPrincipalName=a@x"),
            Sets.Table("TeamsUserActivityUserDetailHistory", "ReportRefreshDate=2026-07-01; UserPrincipalName=a@x", "ReportRefreshDate=2026-07-04; UserPrincipalName=c@x"));

        Assert.Equal(["a@x | 2026-07-01 | 2026-07-03", "b@x | 2026-07-02 | 2026-07-02", "c@x | 2026-07-04 | 2026-07-04"], Sets.Print(users, "UserPrincipalName", "FirstSeen", "LastSeen"));
    }

    [Fact]
    public void TheNewestRowThatHasACellCounts()
    {
        var users = Users(Sets.Table(
            "EmailActivityUserDetailHistory",
            "ReportRefreshDate=2026-07-01; UserPrincipalName=a@x; DisplayName=Ada; IsDeleted=false; AssignedProducts=E3",
            "ReportRefreshDate=2026-07-02; UserPrincipalName=a@x; DisplayName=Ada L; IsDeleted=true"));

        Assert.Equal(["a@x | Ada L | True | E3 | 2026-07-01 | 2026-07-02"], Sets.Print(users));
    }

    /// <summary>Even an older row of the set of all users counts more than a newer one of another report.</summary>
    [Fact]
    public void TheSetOfAllUsersComesFirstAndOthersFillItsGaps()
    {
        var users = Users(
            Sets.Table("TeamsUserActivityUserDetailHistory", "ReportRefreshDate=2026-07-05; UserPrincipalName=a@x; AssignedProducts=OLD", "ReportRefreshDate=2026-07-02; UserPrincipalName=b@x; IsDeleted=false"),
            Sets.Table("EmailActivityUserDetailHistory", "ReportRefreshDate=2026-07-03; UserPrincipalName=a@x; DisplayName=Mail Name", "ReportRefreshDate=2026-07-03; UserPrincipalName=b@x; IsDeleted=true"),
            Sets.Table("Office365ActiveUserDetailHistory", "ReportRefreshDate=2026-07-01; UserPrincipalName=a@x; AssignedProducts=E5; IsDeleted=false"));

        Assert.Equal(["a@x | Mail Name | False | E5 | 2026-07-01 | 2026-07-05", "b@x | null | True | null | 2026-07-02 | 2026-07-03"], Sets.Print(users));
    }

    [Fact]
    public void ColumnsOfTheListAreFoundBySignInNameInAnyCase()
    {
        var schema = new TableSchema("List", "List", "", [new("UserPrincipalName", ColumnType.String, false, ""), new("Department", ColumnType.String, true, ""), new("Country", ColumnType.String, true, "")], ["UserPrincipalName"]);
        var list = new UserList(new TableBuilder(schema).Add("ZOË@x", "Sales", null).Add("o\"neil@x", "IT", "NO").Add("nobody@x", "HR", "DE").Build());

        var users = UserTable.Of(
            UserTable.SchemaWith(list.Columns),
            [Sets.Table("EmailActivityUserDetailHistory", "UserPrincipalName=zoë@x", "UserPrincipalName=o\"neil@x", "UserPrincipalName=new@x")],
            list);

        Assert.Equal(["new@x | null | null", "o\"neil@x | IT | NO", "zoë@x | Sales | null"], Sets.Print(users, "UserPrincipalName", "Department", "Country"));
    }

    [Fact]
    public void ItsRowsAreSortedByKey()
    {
        var random = new Random(5);
        string[] Rows() => [.. Enumerable.Range(0, 200).Select(_ => $"ReportRefreshDate=2026-07-0{random.Next(1, 10)}; UserPrincipalName=u{random.Next(300)}@x")];

        var users = Users(Sets.Table("EmailActivityUserDetailHistory", Rows()), Sets.Table("MailboxUsageDetailHistory", Rows()));

        var names = Sets.Print(users, "UserPrincipalName");
        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names);
    }

    static Table Users(params Table[] tables) => UserTable.Of(Sets.Model.Find("Users")!, tables, null);
}
