using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ODataFeed.Feed;
using ODataFeed.Snapshot;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>Queries in a body, and links to their next pages.</summary>
public sealed class PostedQueryTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    const string Set = "Office365ActivationsUserCounts";

    const string Text = "text/plain";

    const string Form = "application/x-www-form-urlencoded";

    /// <summary>Path ⇶ type ⇶ body ⇶ the GET that has the same answer.</summary>
    [Theory]
    [InlineData(Set + "/$query", Text, "$filter=Assigned%20gt%2010&$select=ProductType", Set + "?$filter=Assigned%20gt%2010&$select=ProductType")]
    [InlineData(Set + "/$query", Text + ";charset=utf-8", "$filter=Assigned gt 10\r\n", Set + "?$filter=Assigned%20gt%2010")]
    [InlineData(Set + "/$query", Form, "%24filter=ProductType+eq+%27O%27%27NEIL+%22SPECIAL%22%27", Set + "?$filter=ProductType%20eq%20'O''NEIL%20%22SPECIAL%22'")]
    [InlineData(Set + "/$query?$select=Assigned", Text, "$top=2", Set + "?$select=Assigned&$top=2")]
    [InlineData(Set + "/$query/", Text, "", Set)]
    [InlineData(Set + "/$count/%24query", Text, "$filter=Assigned%20gt%2010", Set + "/$count?$filter=Assigned%20gt%2010")]
    [InlineData("OneDriveUsageStorage(ReportDate=2026-10-28,SiteType='All')/$query", Text, "$select=SiteType", "OneDriveUsageStorage(ReportDate=2026-10-28,SiteType='All')?$select=SiteType")]
    [InlineData("EmailActivityUserDetail/$query", Text, "$filter=contains(UserPrincipalName,'bjørn')", "EmailActivityUserDetail?$filter=contains(UserPrincipalName,'bj%C3%B8rn')")]
    [InlineData(Set + "/$query?$top=1", Text, "top=2", Set + "?$top=1&top=2")]
    [InlineData(Set + "/$query", Text, "$filter=Nonsense", Set + "?$filter=Nonsense")]
    public async Task AQueryInABodyIsAnsweredAsOneInAUrl(string path, string type, string body, string get)
    {
        using var posted = await feed.PostAsync(path, Encoding.UTF8.GetBytes(body), $"Content-Type: {type}");
        using var got = await feed.GetAsync(get);
        Assert.Equal(got.StatusCode, posted.StatusCode);
        Assert.Equal(await got.Content.ReadAsStringAsync(), await posted.Content.ReadAsStringAsync());
        Assert.Equal(got.Headers.ETag, posted.Headers.ETag);
    }

    [Theory]
    [InlineData("", "$top=1", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json", "{\"$top\":1}", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/html", "$top=1", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/plain;charset=utf-16", "$top=1", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(Text, "$top=1\r\n&$skip=1", HttpStatusCode.BadRequest)]
    [InlineData(Text, "$top=1\0", HttpStatusCode.BadRequest)]
    public async Task WhatIsNoQueryIsRefused(string type, string body, HttpStatusCode expected)
    {
        using var response = await feed.PostAsync(Set + "/$query", Encoding.UTF8.GetBytes(body), type.Length == 0 ? [] : [$"Content-Type: {type}"]);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task BytesThatAreNoTextAreRefused()
    {
        using var response = await feed.PostAsync(Set + "/$query", [0x24, 0xFF, 0xFE], $"Content-Type: {Text}");
        Assert.Contains("UTF-8", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task PagesOfALongQueryFollowByShortLinks()
    {
        var host = await FeedFixture.StartAsync("--Feed:Limits:UrlLength=1024", "--Feed:PageSize=1");
        await using var disposed = host;
        host.App.Services.GetRequiredService<PublishedSnapshots>().Publish([.. SmallTenant.Tables(host.App.Services.GetRequiredService<FeedModel>()).Select(table => table.Publish(1))], 1);
        var root = $"{host.App.Urls.First()}/odata/";
        using var client = new HttpClient();
        using var query = new StringContent($"$filter=Assigned in (7,10,100,{string.Join(',', Enumerable.Range(1_000, 400))})&$select=Assigned&$count=true");
        using var first = await client.PostAsync(new Uri(root + Set + "/$query"), query);
        var (rows, links) = (new List<int>(), new List<string>());
        for (var page = await first.Content.ReadAsStringAsync(); ;)
        {
            using var json = JsonDocument.Parse(page);
            rows.AddRange(json.RootElement.GetProperty("value").EnumerateArray().Select(row => row.GetProperty("Assigned").GetInt32()));
            Assert.Equal(3, json.RootElement.GetProperty("@odata.count").GetInt32());
            if (!json.RootElement.TryGetProperty("@odata.nextLink", out var next))
                break;
            links.Add(next.GetString()!);
            page = await client.GetStringAsync(new Uri(links[^1]));
        }

        Assert.Equal([100, 7, 10], rows);
        Assert.All(links, link => Assert.Matches($"^{root}{Set}\\?\\$skiptoken=1-[12]-3-1-[0-9a-f]{{12}}~[0-9a-f]{{32}}$", link));
        using var gone = await client.GetAsync(new Uri(links[0][..^1] + "x"));
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
    }

    [Fact]
    public void OptionsOfALongQueryAreKeptForTheLeaseAfterTheirLastUse()
    {
        var clock = new FakeClock();
        var queries = new LongQueries(new FeedOptions { UrlLength = 1_024 }, clock);
        var long1 = "$filter=" + new string('1', 2_000);
        Assert.Equal("r?$top=1&$skiptoken=t", queries.Link("r", "$top=1", "t"));
        var link = queries.Link("r", long1, "t");
        clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(link, queries.Link("r", long1, "t"));
        clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal($"{long1}&$skiptoken=t", queries.Resume(Target(link)).Query);
        clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(410, Assert.Throws<ODataFeed.Query.FeedException>(() => queries.Resume(Target(link))).Status);
    }

    [Fact]
    public void OptionsOfLongQueriesAreBoundedTheOldestGoFirst()
    {
        var clock = new FakeClock();
        var queries = new LongQueries(new FeedOptions(), clock);
        var links = new List<string>();
        for (var i = 0; i < 17; i++)
        {
            links.Add(queries.Link("r", new string((char)('a' + i), 1 << 20), "t"));
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Throws<ODataFeed.Query.FeedException>(() => queries.Resume(Target(links[0])));
        Assert.All(links.Skip(1), link => queries.Resume(Target(link)));
    }

    static RawTarget Target(string link) => new("r", link[(link.IndexOf('?') + 1)..]);
}
