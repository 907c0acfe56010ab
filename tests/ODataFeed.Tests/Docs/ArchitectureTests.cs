using System.Text.RegularExpressions;
using ODataFeed.Tests.EndToEnd;
using Xunit;

namespace ODataFeed.Tests.Docs;

/// <summary><c>docs/architecture.md</c> names files that are there, and its cell arrives as it left.</summary>
public sealed partial class ArchitectureTests
{
    const string Product = "MICROSOFT 365 APPS FOR ENTERPRISE";

    [Fact]
    public void EveryFileOfTheWalkExists()
    {
        var named = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));
        var files = CodeFile().Matches(named).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(files.Count > 25, $"Only {files.Count} files are named.");
        Assert.DoesNotContain(files, file => !File.Exists(Path.Combine(Repository.Root, "src", file)) && !File.Exists(Path.Combine(Repository.Root, "src/ODataFeed", file)));
    }

    [Fact]
    public async Task TheCellArrivesAsItLeftAndAFilterFindsIt()
    {
        await using var feed = await RunningFeed.StartAsync(before: null, "--Refresh:Reports=Office365ActivationsUserCounts");
        var file = Assert.Single(await GraphFile.DownloadAsync(feed.Graph, Reports.Catalog.Find("Office365ActivationsUserCounts")!, feed.Today));
        var sent = file.Csv.Cell(file.Csv.Column("Product Type").ToList().IndexOf(Product), "Activated");

        var (_, json) = await feed.GetAsync($"{feed.Root}/Office365ActivationsUserCounts", pageSize: 100);
        Assert.Contains($"\"ProductType\":\"{Product}\",", json, StringComparison.Ordinal);
        Assert.Matches($"\"ProductType\":\"{Product}\",\"Assigned\":[0-9]+,\"Activated\":{sent},", json);

        var (_, found) = await feed.GetAsync($"{feed.Root}/Office365ActivationsUserCounts?$filter=Activated eq {sent} and ProductType eq '{Product}'&$select=Activated", pageSize: 100);
        Assert.EndsWith($"\"Activated\":{sent}}}]}}", found, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"`((?:[A-Za-z]+/)+[A-Za-z]+\.cs)`")]
    private static partial Regex CodeFile();
}
