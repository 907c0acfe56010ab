using System.Net;
using System.Text.Json;
using Xunit;

namespace ODataFeed.Tests.Simulator;

/// <summary>Three pages of Graph's documentation, of 2017 and of today, hold word for word.</summary>
public sealed class DocumentedPagesTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    [Fact]
    public async Task ActivationsOf2017AreJsonInOneAnswer()
    {
        using var answer = await simulator.Client.GetAsync("beta/reports/Office365ActivationsUserCounts");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.ToString());
        var body = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(body.Length, answer.Content.Headers.ContentLength);
        using var json = JsonDocument.Parse(body);
        Assert.Equal(
            $"{simulator.Host.Endpoint}beta/$metadata#Collection(microsoft.graph.office365ActivationsUserCounts)",
            json.RootElement.GetProperty("@odata.context").GetString());
        var first = json.RootElement.GetProperty("value")[0];
        Assert.Equal(
            ["reportRefreshDate", "productType", "assigned", "activated"],
            first.EnumerateObject().Select(member => member.Name));
        Assert.Equal("2026-08-10", first.GetProperty("reportRefreshDate").GetString());
        Assert.Equal(JsonValueKind.Number, first.GetProperty("assigned").ValueKind);
        Assert.InRange(first.GetProperty("activated").GetInt64(), 1, first.GetProperty("assigned").GetInt64());
    }

    [Theory]
    [InlineData("v1.0/reports/getOffice365ActivationsUserCounts")]
    [InlineData("beta/reports/getOffice365ActivationsUserCounts")]
    [InlineData("beta/reports/getOffice365ActivationsUserCounts?$format=text/csv")]
    [InlineData("v1.0/reports/getOffice365ActivationsUserCounts()")]
    public async Task ActivationsOfTodayRedirectToCsv(string url)
    {
        var location = await RedirectedAsync(url);

        using var anonymous = new HttpClient();
        using var download = await anonymous.GetAsync(location);
        Assert.Equal(HttpStatusCode.OK, download.StatusCode);
        Assert.Equal("application/octet-stream", download.Content.Headers.ContentType!.ToString());
        Assert.True(download.Headers.TransferEncodingChunked);
        Assert.Equal(
            "attachment; filename=\"Office365ActivationsUserCounts8/12/2026 10:00:00 AM.csv\"",
            download.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.Equal("\"OC8xMC8yMDI2IDEyOjAwOjAwIEFNICswMDowMA==\"", download.Headers.ETag!.ToString());
        var csv = CsvFile.Parse(await download.Content.ReadAsByteArrayAsync());
        Assert.Equal("Report Refresh Date,Product Type,Assigned,Activated,Shared Computer Activation", string.Join(',', csv.Header));
        Assert.Equal("MICROSOFT 365 APPS FOR ENTERPRISE", csv.Cell(0, "Product Type"));
    }

    [Fact]
    public async Task ActivationsOfTodayAreJsonOnRequest()
    {
        using var answer = await simulator.Client.GetAsync("beta/reports/getOffice365ActivationsUserCounts?$format=application/json");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.ToString());
        using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        Assert.EndsWith(
            "$metadata#Collection(microsoft.graph.office365ActivationsUserCounts)",
            json.RootElement.GetProperty("@odata.context").GetString());
        Assert.Equal(
            ["reportRefreshDate", "productType", "assigned", "activated", "sharedComputerActivation"],
            json.RootElement.GetProperty("value")[0].EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("D7", 7)]
    [InlineData("D30", 30)]
    [InlineData("D90", 90)]
    [InlineData("D180", 180)]
    public async Task ActiveUserCountsOf2017KnowNoTeams(string period, int days)
    {
        var url = $"v1.0/reports/Office365ActiveUserCounts(period='{period}')";
        await RedirectedAsync(url);

        var csv = await simulator.CsvAsync(url);
        Assert.Equal(
            "Report Refresh Date,Office 365,Exchange,OneDrive,SharePoint,Skype For Business,Yammer,Report Date,Report Period",
            string.Join(',', csv.Header));
        Assert.Equal(days, csv.Rows.Count);
        Assert.Equal(
            Enumerable.Range(0, days).Select(age => $"{new DateOnly(2026, 8, 10).AddDays(-age):yyyy-MM-dd}"), csv.Column("Report Date"));
        Assert.All(csv.Column("Report Period"), cell => Assert.Equal($"{days}", cell));
    }

    async Task<Uri> RedirectedAsync(string url)
    {
        using var answer = await simulator.Client.GetAsync(url);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.ToString());
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(simulator.Host.DownloadHost, answer.Headers.Location!.Authority);
        return answer.Headers.Location;
    }
}
