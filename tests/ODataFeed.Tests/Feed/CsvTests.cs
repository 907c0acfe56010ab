using System.Net;
using System.Text;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>CSV of any query, as a spreadsheet opens it.</summary>
public sealed class CsvTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    const string Set = "Office365ActivationsUserCounts";

    [Theory]
    [InlineData(Set,
        "ReportRefreshDate,ProductType,Assigned,Activated,SharedComputerActivation\r\n2026-10-30,MICROSOFT 365 APPS FOR ENTERPRISE,100,80,5\r\n"
        + "2026-10-30,\"O'NEIL \"\"SPECIAL\"\"\",7,,\r\n2026-10-30,PROJECT PLAN 3,20,20,0\r\n2026-10-30,VISIO PLAN 2,10,3,\r\n")]
    [InlineData(Set + "?$select=Assigned,ProductType&$filter=Assigned%20lt%2050&$orderby=Assigned%20desc&$skip=1&$count=true", "Assigned,ProductType\r\n10,VISIO PLAN 2\r\n7,\"O'NEIL \"\"SPECIAL\"\"\"\r\n")]
    [InlineData(Set + "?$select=SharedComputerActivation", "SharedComputerActivation\r\n5\r\n\"\"\r\n0\r\n\"\"\r\n")]
    [InlineData(Set + "(ReportRefreshDate=2026-10-30,ProductType='PROJECT%20PLAN%203')", "ReportRefreshDate,ProductType,Assigned,Activated,SharedComputerActivation\r\n2026-10-30,PROJECT PLAN 3,20,20,0\r\n")]
    [InlineData("EmailActivityUserDetail?$select=DisplayName,IsDeleted,DeletedDate", "DisplayName,IsDeleted,DeletedDate\r\nAdele Vance,false,\r\n\"Bjørn, Ås\",false,\r\nZoë O'Neil,true,2026-09-01\r\n")]
    [InlineData("EmailActivityUserDetail?$select=SendCount&$expand=User($filter=IsDeleted;$select=DisplayName,IsDeleted),Date/$ref",
        "SendCount,User/DisplayName,User/IsDeleted,Date\r\n12,,,Dates(2026-10-30)\r\n,,,Dates(2026-10-30)\r\n0,Zoë O'Neil,true,Dates(2026-10-30)\r\n")]
    [InlineData("EmailActivityUserDetail?$select=DisplayName&$expand=User/$ref", "DisplayName,User\r\nAdele Vance,Users('adele%40contoso.com')\r\n\"Bjørn, Ås\",\r\nZoë O'Neil,Users('o''neil%40contoso.com')\r\n")]
    [InlineData("EmailActivityUserDetail?$apply=outerjoin(User%20as%20U)&$select=UserPrincipalName,U/DisplayName", "UserPrincipalName,U/DisplayName\r\nadele@contoso.com,Adele Vance\r\nbjørn@contoso.com,\r\no'neil@contoso.com,Zoë O'Neil\r\n")]
    [InlineData("SkypeForBusinessActivityCounts?$select=ReportDate,ReportPeriod", "ReportDate,ReportPeriod\r\n")]
    public async Task RowsAreRecordsUnderAHeader(string path, string expected)
    {
        using var response = await feed.GetAsync(path, "Accept: text/csv");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal($"{path.Split('?', '(')[0]}.csv", response.Content.Headers.ContentDisposition?.FileName);
        Assert.False(response.Headers.Contains("Link"));
        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal("\uFEFF" + expected, Encoding.UTF8.GetString(body));
    }

    [Fact]
    public async Task AWholeSetIsOneAnswerWhateverThePageSizeOfTheFeed()
    {
        await using var host = await FeedFixture.StartAsync("--Feed:PageSize=2", "--Feed:MaxPageSize=3");
        using var client = new HttpClient { BaseAddress = new Uri(host.App.Urls.First()) };
        SmallTenant.Publish(host);
        var lines = (await client.GetStringAsync($"/odata/{Set}?$format=csv")).Split("\r\n");
        Assert.Equal(6, lines.Length);
    }

    [Fact]
    public async Task PagesAreLinkedInAHeaderWhereTheyArePreferred()
    {
        var rows = new List<string>();
        var url = $"{Set}?$format=csv&$select=ProductType&$skip=1";
        var pages = 0;
        while (url.Length > 0)
        {
            using var response = await feed.GetAsync(url, pages == 0 ? ["Prefer: maxpagesize=2"] : []);
            rows.AddRange((await response.Content.ReadAsStringAsync()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1));
            Assert.Equal(pages++ == 0, response.Headers.Contains("Preference-Applied"));
            url = response.Headers.TryGetValues("Link", out var links) ? Next(links.Single()) : "";
        }

        Assert.Equal(["\"O'NEIL \"\"SPECIAL\"\"\"", "PROJECT PLAN 3", "VISIO PLAN 2"], rows);
        Assert.Equal(2, pages);
    }

    string Next(string link)
    {
        Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);
        Assert.StartsWith($"<{feed.Root}/", link, StringComparison.Ordinal);
        return link[(feed.Root.Length + 2)..link.IndexOf('>', StringComparison.Ordinal)];
    }

    [Fact]
    public async Task ErrorsAreJson()
    {
        using var response = await feed.GetAsync($"{Set}?$format=csv&$filter=Nothing%20eq%201");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Null(response.Content.Headers.ContentDisposition);
    }
}
