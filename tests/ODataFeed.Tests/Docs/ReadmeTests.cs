using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
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
    public void TheCodeMapIsThatOfTheRooms()
    {
        var rooms = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src/ODataFeed")).Select(Path.GetFileName).Except(["bin", "obj", "Properties"]);
        Assert.Equal(rooms.Order(), RoomRow().Matches(Section("Code map")).Select(row => row.Groups["room"].Value).Order());
    }

    /// <summary>The table is that of the settings the rooms read: none is missing, none is made up.</summary>
    [Fact]
    public void TheSettingsAreThoseTheServiceKnows()
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection([
            new("Access:Mode", "Keys"), new("Access:Keys:<name>:Hash", new string('0', 64)),
        ]).Build());
        ODataFeed.Settings.Read(reader);
        Assert.Equal(reader.Known.Order(StringComparer.Ordinal), Listed().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryLinkOfTheDocumentsLeadsToAFile()
    {
        foreach (var page in Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Append(Path.Combine(Repository.Root, "README.md")))
        {
            foreach (var link in FileLinks().Matches(File.ReadAllText(page)).Select(match => match.Groups["to"].Value).Where(link => !link.Contains(':', StringComparison.Ordinal)))
                Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link)), $"{Path.GetFileName(page)} links to {link}.");
        }
    }

    [Fact]
    public void EveryTestThatADocumentNamesExists()
    {
        var tests = typeof(ReadmeTests).Assembly.GetTypes().Select(type => type.Name).ToHashSet();
        foreach (var page in Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md"))
            Assert.Empty(TestNames().Matches(File.ReadAllText(page)).Select(match => match.Value).Distinct().Except(tests).Select(test => $"{Path.GetFileName(page)} names {test}"));
    }

    /// <summary>Browsers of repositories load them one by one.</summary>
    [Fact]
    public void PicturesAreSmall() =>
        Assert.All(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs/images")), picture => Assert.InRange(new FileInfo(picture).Length, 1, 150_000));

    static string Section(string heading) => Readme.Split($"\n## {heading}\n")[1].Split("\n## ")[0];

    /// <summary>The names of the table's first column; one that begins with a colon is in the section of the one before it.</summary>
    static IEnumerable<string> Listed()
    {
        var section = "";
        foreach (var name in Section("Settings").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).SelectMany(line => Code().Matches(line.Split(" | ")[0])).Select(match => match.Groups["text"].Value))
        {
            section = name.StartsWith(':') ? section : name[..name.LastIndexOf(':')];
            yield return name.StartsWith(':') ? section + name : name;
        }
    }

    [GeneratedRegex(@"'http://127\.0\.0\.1:5080(?<url>/[^']*)'|http://127\.0\.0\.1:5080(?<url>/[^\s'""`>)]*)")]
    private static partial Regex FeedUrls();

    [GeneratedRegex("\\b[A-Z][A-Za-z0-9]+Tests\\b")]
    private static partial Regex TestNames();

    [GeneratedRegex("^\\| `(?<room>[A-Za-z]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex RoomRow();

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("(?:\\]\\(|src=\"|srcset=\")(?<to>[^)#\"]+)")]
    private static partial Regex FileLinks();

    [GeneratedRegex(@"```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
