using System.Net;
using System.Text.RegularExpressions;
using ODataFeed.Tests.Feed;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Docs;

/// <summary>What the README tells people to type works.</summary>
public sealed partial class ReadmeTests
{
    static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public async Task EveryAddressOfTheFeedIsAnswered()
    {
        var urls = FeedUrls().Matches(Readme).Select(match => match.Groups["url"].Value).Distinct().ToList();
        Assert.InRange(urls.Count, 4, 40);
        await using var host = await FeedFixture.StartAsync("--Refresh:OnStart=true", "--Refresh:Reports=Office365ActivationsUserCounts,Office365ActiveUserCounts");
        using var client = new HttpClient();
        var root = host.App.Urls.First();
        while ((await client.GetAsync(root + "/health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable)
            await Task.Delay(50);
        foreach (var url in urls)
        {
            using var response = await client.GetAsync(new Uri(root + url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            Assert.True(response.IsSuccessStatusCode, $"{url} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }

        await host.App.StopAsync();
    }

    [Fact]
    public void TheReportOfTheReadmeIsAReport()
    {
        var folder = Directory.CreateTempSubdirectory();
        File.WriteAllText(Path.Combine(folder.FullName, "contoso.json"), JsonBlock().Match(Readme).Groups["json"].Value);
        Assert.NotNull(ReportCatalog.Load(folder.FullName).Find("ContosoKioskCounts"));
        folder.Delete(recursive: true);
    }

    [Fact]
    public void TheCodeMapNamesEveryRoom()
    {
        var rooms = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src/ODataFeed")).Select(Path.GetFileName).Except(["bin", "obj", "Properties"]);
        Assert.All(rooms, room => Assert.Contains($"| `{room}` |", Readme, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"'http://127\.0\.0\.1:5080(?<url>/[^']*)'|http://127\.0\.0\.1:5080(?<url>/[^\s'""`>)]*)")]
    private static partial Regex FeedUrls();

    [GeneratedRegex(@"```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
