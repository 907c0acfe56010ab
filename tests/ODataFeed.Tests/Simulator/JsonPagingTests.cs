using System.Text.Json;
using Xunit;

namespace ODataFeed.Tests.Simulator;

public sealed class JsonPagingTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    [Theory]
    [InlineData("getOffice365ActiveUserDetail(period='D7')", "", 200, "User Principal Name", "userPrincipalName")]
    [InlineData("getOffice365ActiveUserDetail(period='D7')", "&$top=77", 77, "User Principal Name", "userPrincipalName")]
    [InlineData("getTeamsUserActivityUserDetail(period='D7')", "", 2000, "User Principal Name", "userPrincipalName")]
    [InlineData("getEmailActivityUserDetail(date=2026-08-10)", "&$top=999", 999, "User Principal Name", "userPrincipalName")]
    [InlineData("getOffice365GroupsActivityDetail(period='D30')", "&$top=9", 9, "Group Id", "groupId")]
    [InlineData("getEmailActivityCounts(period='D180')", "", 180, "Report Date", "reportDate")]
    public async Task PagesHoldTheRowsOfTheCsv(string call, string options, int size, string header, string member)
    {
        var found = new List<string>();
        var next = (Uri?)new Uri(simulator.Host.Endpoint, $"beta/reports/{call}?$format=application/json{options}");
        while (next is not null)
        {
            using var json = JsonDocument.Parse(await simulator.Client.GetStringAsync(next));
            var page = json.RootElement.GetProperty("value").EnumerateArray().Select(row => row.GetProperty(member).GetString()!).ToList();
            next = json.RootElement.TryGetProperty("@odata.nextLink", out var link) ? new Uri(link.GetString()!) : null;
            Assert.True(next is null ? page.Count <= size : page.Count == size);
            Assert.True(next is null || next.Authority == simulator.Host.Endpoint.Authority);
            found.AddRange(page);
        }

        Assert.Equal((await simulator.CsvAsync($"beta/reports/{call}")).Column(header), found);
    }

    [Fact]
    public async Task FlatRowsHaveGraphsShapes()
    {
        using var json = JsonDocument.Parse(await simulator.Client.GetStringAsync(
            "beta/reports/getEmailActivityUserDetail(period='D7')?$format=application/json&$top=200"));
        var rows = json.RootElement.GetProperty("value").EnumerateArray().ToList();

        Assert.All(rows, row => Assert.Equal("7", row.GetProperty("reportPeriod").GetString()));
        Assert.All(rows, row => Assert.Equal(JsonValueKind.Number, row.GetProperty("sendCount").ValueKind));
        Assert.Contains(rows, row => row.GetProperty("deletedDate").ValueKind == JsonValueKind.Null);
        Assert.Contains(rows, row => row.GetProperty("assignedProducts").EnumerateArray()
            .Any(product => product.GetString() == "ENTERPRISE MOBILITY + SECURITY E5"));
    }
}
