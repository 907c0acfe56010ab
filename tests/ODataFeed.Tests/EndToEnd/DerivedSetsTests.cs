using System.Net;
using ODataFeed.Snapshot;
using ODataFeed.Tests.Snapshot.Derived;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>The derived and system sets over the sample tenant: what they say is what the reports say.</summary>
public sealed class DerivedSetsTests(RefreshedTenant tenant) : IClassFixture<RefreshedTenant>
{
    FeedSnapshot Snapshot => tenant.Feed.Service<PublishedSnapshots>().Current;

    [Fact]
    public void ActiveUsersByProductAreTheCellsOfTheReport()
    {
        (string Column, string Product)[] products =
            [("Exchange", "Exchange"), ("OneDrive", "OneDrive"), ("SharePoint", "SharePoint"), ("SkypeForBusiness", "Skype For Business"), ("Yammer", "Yammer"), ("Teams", "Teams")];

        var expected = products.SelectMany(product => Rows("Office365ActiveUserCounts", "ReportDate", product.Column)
            .Where(row => !row.EndsWith("null", StringComparison.Ordinal))
            .Select(row => row.Replace(" | ", $" | {product.Product} | ", StringComparison.Ordinal)));

        Assert.Equal(expected.Order(StringComparer.Ordinal), Rows("ActiveUsersByProduct"));
        Assert.True(Snapshot.Find("ActiveUsersByProduct")!.Count >= 180 * 4);
    }

    [Fact]
    public void ServiceUsersByProductAreTheCellsOfTheReport()
    {
        var expected = new[] { ("Exchange", "Exchange"), ("OneDrive", "OneDrive"), ("SharePoint", "SharePoint"), ("SkypeForBusiness", "Skype For Business"), ("Yammer", "Yammer"), ("Teams", "Teams") }
            .SelectMany(product => Rows("Office365ServicesUserCounts", "ReportRefreshDate", "ReportPeriod", product.Item1 + "Active", product.Item1 + "Inactive")
                .Select(row => row.Split(" | "))
                .Where(cells => cells[2] != "null" || cells[3] != "null")
                .Select(cells => $"{cells[0]} | {cells[1]} | {product.Item2} | {cells[2]} | {cells[3]}"));

        Assert.Equal(expected.Order(StringComparer.Ordinal), Rows("ServiceUsersByProduct").Order(StringComparer.Ordinal));
        Assert.NotEmpty(Rows("ServiceUsersByProduct"));
    }

    [Fact]
    public void ActivationsByPlatformAddUpToTheReport()
    {
        var total = Rows("Office365ActivationCounts", "Windows", "Mac", "Android", "IOS", "Windows10Mobile")
            .SelectMany(row => row.Split(" | ")).Where(cell => cell != "null").Sum(long.Parse);

        Assert.Equal(total, Rows("ActivationsByPlatform", "Activations").Sum(long.Parse));
        Assert.True(total > 0);
    }

    [Fact]
    public void UsersAreThoseOfAllDetailReports()
    {
        var seen = Sets.Model.ReportSets.Where(set => set.Find("UserPrincipalName") >= 0).SelectMany(set => Rows(set.Name, "UserPrincipalName"));

        Assert.Equal(seen.Distinct().Order(StringComparer.Ordinal), Rows("Users", "UserPrincipalName"));
        Assert.InRange(Snapshot.Find("Users")!.Count, 60, 120);
    }

    [Fact]
    public void AUserIsAsTheSetOfAllUsersHasThem()
    {
        string[] attributes = ["UserPrincipalName", "DisplayName", "IsDeleted", "AssignedProducts"];
        var known = Rows("Office365ActiveUserDetail", attributes).Where(row => !row.Contains("null", StringComparison.Ordinal)).ToList();

        Assert.True(known.Count >= 50);
        Assert.Empty(known.Except(Rows("Users", attributes)));
        Assert.All(Rows("Users", "FirstSeen", "LastSeen"), row => Assert.DoesNotContain("null", row, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryDayOfAReportIsADateAndEveryUserAUser()
    {
        foreach (var set in Sets.Model.Sets)
        {
            foreach (var navigation in set.Navigations)
            {
                var keys = Rows(navigation.Target, Sets.Model.Find(navigation.Target)!.Columns[0].Name).ToHashSet();
                Assert.All(Rows(set.Name, set.Columns[navigation.Column].Name).Where(cell => cell != "null"), cell => Assert.Contains(cell, keys));
            }
        }
    }

    [Fact]
    public void LicencesAreTheProductTypesOfTheActivationReports() =>
        Assert.Equal(
            Rows("Office365ActivationsUserCounts", "ProductType").Distinct().Order(StringComparer.Ordinal),
            Rows("Products").Where(row => row.EndsWith(" | License", StringComparison.Ordinal)).Select(row => row.Split(" | ")[0]));

    [Fact]
    public void EveryReportWasRefreshed()
    {
        var states = Rows("Reports", "Name", "State", "Rows", "NamesConcealed").Select(row => row.Split(" | ")).ToList();

        Assert.Equal(93, states.Count);
        Assert.All(states, report => Assert.Equal(report[0].StartsWith("SkypeForBusiness", StringComparison.Ordinal) ? "Retired" : "Fresh", report[1]));
        Assert.All(states, report => Assert.Equal(Snapshot.Find(report[0])!.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), report[2]));
        Assert.Contains("False", states.Select(report => report[3]));
        Assert.DoesNotContain("True", states.Select(report => report[3]));
        Assert.All(Rows("Reports", "NextRefreshAt"), cell => Assert.StartsWith("08/13/2026", cell, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryFetchHasItsRow()
    {
        var fetched = Rows("Refreshes", "Report", "Period");

        var asked = Reports.Catalog.Reports.SelectMany(report => GraphFile.Windows(report).Select(period => $"{report.EntitySet} | {period ?? "null"}"));
        Assert.Equal(asked.Order(StringComparer.Ordinal), fetched.Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(1, fetched.Length).Select(id => $"{id}"), Rows("Refreshes", "Id"));
    }

    [Theory]
    [InlineData("Dates(2026-08-12)?$select=MonthName,IsoWeek,WeekdayName,IsWeekend", "\"MonthName\":\"August\",\"IsoWeek\":33,\"WeekdayName\":\"Wednesday\",\"IsWeekend\":false")]
    [InlineData("Products('Teams')", "\"Name\":\"Teams\",\"Kind\":\"Service\"")]
    [InlineData("Reports?$filter=State eq 'Retired'&$top=1&$select=Service", "\"Service\":\"Skype for Business\"}")]
    [InlineData("Refreshes/$count?$filter=Outcome eq 'Failed'", "0")]
    public async Task TheyAreAskedLikeAnyOtherSet(string query, string expected)
    {
        var (status, body) = await tenant.Feed.GetAsync($"{tenant.Feed.Root}/{query}", pageSize: 10);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(expected, body, StringComparison.Ordinal);
    }

    string[] Rows(string set, params string[] columns) => Sets.Print(Snapshot.Find(set)!, columns);
}
