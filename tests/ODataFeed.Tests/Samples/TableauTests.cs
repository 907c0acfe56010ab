using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace ODataFeed.Tests.Samples;

/// <summary>The addresses for Tableau bring what its connector reads: JSON of OData V4, XML metadata, rows without nested values.</summary>
[Collection(SampleFeed.Name)]
public sealed partial class TableauTests(SampleFeed feed)
{
    [Fact]
    public async Task EveryAddressIsAnsweredWithFlatRows()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(SampleFeed.Folder("tableau"), "README.md"));
        var addresses = Address().Matches(page).Select(match => match.Groups["url"].Value).ToList();
        Assert.InRange(addresses.Count, 5, 30);
        foreach (var address in addresses)
        {
            var (status, body) = await feed.GetAsync(address);
            Assert.True(status == 200, $"{address}: {status} {body}");
            using var json = JsonDocument.Parse(body);
            var rows = json.RootElement.GetProperty("value").EnumerateArray().ToList();
            Assert.NotEmpty(rows);
            Assert.All(
                rows.SelectMany(row => row.EnumerateObject()),
                property => Assert.True(property.Value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object), $"{address}: {property.Name} is nested."));
        }
    }

    [Fact]
    public async Task TheMetadataAreXml()
    {
        using var answer = await feed.Client.GetAsync(feed.Root + "$metadata");
        Assert.Equal(MediaTypeHeaderValue.Parse("application/xml").MediaType, answer.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("Type=\"Collection(Edm.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\| `(?<url>http://[^`]+)` \|")]
    private static partial Regex Address();
}
