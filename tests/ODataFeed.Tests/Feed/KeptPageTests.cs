using System.IO.Compression;
using System.Text;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>Pages that were written before are answered from what was kept; nothing but the speed may tell.</summary>
public sealed class KeptPageTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    const string Page = "EmailActivityUserDetail?$orderby=UserPrincipalName%20desc&$top=3";

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task APageAskedForAgainIsTheSameInEveryCoding(string coding)
    {
        var plain = await TextAsync(Page);
        Assert.Contains("\"value\":[{", plain);
        Assert.Equal(plain, await TextAsync(Page, $"Accept-Encoding: {coding}"));
        Assert.Equal(plain, await TextAsync(Page, $"Accept-Encoding: {coding}"));
    }

    [Fact]
    public async Task APageSaysTheNameTheServiceWasCalledBy()
    {
        await TextAsync(Page, "Host: 127.0.0.1");
        Assert.Contains("http://localhost/odata/$metadata", await TextAsync(Page, "Host: localhost"));
    }

    [Fact]
    public async Task APageHasTheFormThatIsAskedFor()
    {
        await TextAsync(Page);
        Assert.StartsWith("{\"value\":[", await TextAsync(Page, "Accept: application/json;odata.metadata=none"));
        Assert.Contains("\"@context\"", await TextAsync(Page, "OData-MaxVersion: 4.01"));
        Assert.StartsWith("\uFEFFReportRefreshDate", await TextAsync(Page, "Accept: text/csv"));
    }

    [Fact]
    public async Task RowsPublishedAgainAreWrittenAgain()
    {
        const string Set = "EmailActivityUserDetail";
        var before = feed.Snapshots.Current;
        var table = before.Find(Set)!;
        var count = (await TextAsync($"{Set}?$select=UserPrincipalName&$top=100")).Split("UserPrincipalName").Length;
        feed.Snapshots.Publish([ODataFeed.Snapshot.Table.Empty(table.Schema).Publish(before.Version + 1)], before.Version + 1);
        try
        {
            Assert.NotEqual(count, (await TextAsync($"{Set}?$select=UserPrincipalName&$top=100")).Split("UserPrincipalName").Length);
        }
        finally
        {
            feed.Snapshots.Publish([table.Publish(before.Version + 2)], before.Version + 2);
        }
    }

    async Task<string> TextAsync(string path, params string[] headers)
    {
        using var response = await feed.GetAsync(path, headers);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        await using var decoded = response.Content.Headers.ContentEncoding.SingleOrDefault() switch
        {
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var text = new StreamReader(decoded, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        return await text.ReadToEndAsync();
    }
}
