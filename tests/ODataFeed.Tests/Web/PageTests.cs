using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ODataFeed.Tests.Feed;
using Xunit;

namespace ODataFeed.Tests.Web;

/// <summary>What holds for every page, without a browser.</summary>
public sealed partial class PageTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    public static TheoryData<string> Pages => ["/", "/explore", "/explore?search=storage", "/explore?set=OneDriveUsageStorage", "/status", "/connect", "/connect?set=OneDriveUsageStorage"];

    string Site => feed.Root[..^"/odata".Length];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task NothingIsInlineAndNothingComesFromElsewhere(string path)
    {
        using var response = await feed.Client.GetAsync(Site + path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        var page = await response.Content.ReadAsStringAsync();
        Assert.DoesNotMatch(Inline(), page);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task EveryLinkOfAPageLeadsSomewhere(string path)
    {
        var page = await feed.Client.GetStringAsync(Site + path);
        foreach (var link in Links().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups["to"].Value)).Where(link => !link.StartsWith('#')).Distinct())
        {
            using var response = await feed.Client.GetAsync(new Uri(new Uri(Site + path), link));
            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{path} links to {link}, which answers {(int)response.StatusCode}.");
        }
    }

    [Fact]
    public async Task AnAssetIsKeptForGood()
    {
        var page = await feed.Client.GetStringAsync(Site + "/");
        using var response = await feed.Client.GetAsync($"{Site}/{StyleSheet().Match(page).Groups["to"].Value}");
        Assert.Equal("text/css", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeforeTheFirstRefreshTheHomePageSaysThatRowsAreComing()
    {
        await using var host = await FeedFixture.StartAsync();
        using var client = new HttpClient();
        var page = await client.GetStringAsync(host.App.Urls.First());
        Assert.Contains("Reports are being fetched", page, StringComparison.Ordinal);
        await host.App.StopAsync();
    }

    [Fact]
    public async Task AFeedThatIsOpenToAllSaysSoOnEveryPage()
    {
        const string Warning = "Access:AllowAnonymous</code> is true";
        await using var host = await FeedFixture.StartAsync("--Access:AllowAnonymous=true");
        foreach (var path in new[] { "/", "/explore", "/status", "/connect" })
        {
            Assert.Contains(Warning, await feed.Client.GetStringAsync(host.App.Urls.First() + path), StringComparison.Ordinal);
            Assert.DoesNotContain(Warning, await feed.Client.GetStringAsync(Site + path), StringComparison.Ordinal);
        }

        await host.App.StopAsync();
    }

    [Fact]
    public async Task ConnectTellsTheStepsOfTheWayToSignIn()
    {
        const string Key = "odf_a-key-of-this-test";
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));
        await using var host = await FeedFixture.StartAsync("--Access:Mode=Keys", $"--Access:Keys:test:Hash={hash}");
        using var request = new HttpRequestMessage(HttpMethod.Get, host.App.Urls.First() + "/connect");
        request.Headers.Add("X-Api-Key", Key);
        using var response = await feed.Client.SendAsync(request);
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("choose <strong>Basic</strong>: any user name, and the key you were given as the password", page, StringComparison.Ordinal);
        Assert.Contains("ApiKeyName = \"api-key\"", page, StringComparison.Ordinal);
        var open = await feed.Client.GetStringAsync(Site + "/connect");
        Assert.Contains("choose <strong>Anonymous</strong>.", open, StringComparison.Ordinal);
        Assert.DoesNotContain("ApiKeyName", open, StringComparison.Ordinal);
        await host.App.StopAsync();
    }

    [GeneratedRegex("""<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|(?:src|href|action)="(?:https?:)?//""")]
    private static partial Regex Inline();

    [GeneratedRegex("""(?:href|src)="(?<to>[^"]+)""")]
    private static partial Regex Links();

    [GeneratedRegex("""rel="stylesheet" href="(?<to>[^"]+)""")]
    private static partial Regex StyleSheet();
}
