using Xunit;

namespace ODataFeed.Tests.Simulator;

public sealed class FunctionCallTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    [Theory]
    [InlineData("v1.0/reports/getEmailActivityCounts(period='D7')")]
    [InlineData("v1.0/reports/getEmailActivityCounts(period=%27D7%27)")]
    [InlineData("v1.0/reports/getEmailActivityCounts%28period%3D'D7'%29")]
    [InlineData("v1.0/reports/getEmailActivityCounts( period = 'D7' )")]
    [InlineData("v1.0/reports/getEmailActivityCounts%20(%20Period%20=%20'd7'%20)")]
    [InlineData("V1.0/Reports/GETEMAILACTIVITYCOUNTS(PERIOD='D7')")]
    public async Task ReadsTheSameCallInManySpellings(string url)
    {
        var csv = await simulator.CsvAsync(url);

        Assert.Equal(7, csv.Rows.Count);
        Assert.All(csv.Column("Report Period"), cell => Assert.Equal("7", cell));
    }

    [Theory]
    [InlineData("v1.0/reports/getEmailActivityUserDetail(date=2026-08-10)")]
    [InlineData("v1.0/reports/getEmailActivityUserDetail(date='2026-08-10')")]
    public async Task ADateMayBeQuoted(string url)
    {
        var csv = await simulator.CsvAsync(url);

        Assert.NotEmpty(csv.Rows);
        Assert.All(csv.Column("Last Activity Date"), cell => Assert.Equal("2026-08-10", cell));
    }

    [Fact]
    public async Task ADayThatIsNotReportedYetIsAHeaderWithoutRows() =>
        Assert.Empty((await simulator.CsvAsync("v1.0/reports/getEmailActivityUserDetail(date=2026-08-11)")).Rows);

    [Fact]
    public async Task TheSecondVersionOfCopilotReportsHasMoreColumns()
    {
        var first = await simulator.CsvAsync("v1.0/copilot/reports/getMicrosoft365CopilotUserCountSummary(period='D30')");
        var second = await simulator.CsvAsync("v1.0/copilot/reports/getMicrosoft365CopilotUserCountSummary(period='D28',version='v2')");

        Assert.DoesNotContain("Total prompts submitted", first.Header);
        Assert.Equal(first.Header, second.Header[..first.Header.Length]);
        Assert.Equal("28", second.Cell(0, "Report Period"));
        Assert.NotEqual("0", second.Cell(0, "Total prompts submitted"));
    }

    [Fact]
    public async Task ApiUsageNeedsNoParameterAndComesInline()
    {
        using var answer = await simulator.Client.GetAsync("beta/reports/getApiUsage");

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.ToString());
        var csv = CsvFile.Parse(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(30, csv.Column("Date").Distinct().Count());
    }

    [Fact]
    public async Task TheAppReportsAreJsonOnTheFirstVersionToo()
    {
        using var answer = await simulator.Client.GetAsync("v1.0/reports/getM365AppUserCounts(period='D7')?$format=application/json");

        Assert.Equal("application/json", answer.Content.Headers.ContentType!.ToString());
    }
}
