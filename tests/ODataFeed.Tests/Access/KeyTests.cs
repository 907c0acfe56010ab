using System.Net;
using System.Text;
using System.Text.Json;
using ODataFeed.Access;
using Xunit;

namespace ODataFeed.Tests.Access;

/// <summary>Keys: where they may stand, what they may read, and where they must never appear.</summary>
public sealed class KeyTests(GuardedFeed feed) : IClassFixture<GuardedFeed>
{
    [Theory]
    [InlineData("")]
    [InlineData("anyone")]
    [InlineData("contoso\\jo")]
    public async Task ABasicPasswordIsAKeyWhateverTheUser(string user)
    {
        using var answer = await feed.GetAsync("/odata/", "Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{GuardedFeed.Key}")));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("Authorization: Basic !!")]
    [InlineData("Authorization: Basic b2Rm")]
    [InlineData("Authorization: Digest x")]
    [InlineData("Authorization: Basic b2RmX2Z1bGw6")]
    public async Task WhatIsNoKeyIsRefused(string header)
    {
        using var answer = await feed.GetAsync("/odata/?api-key=" + GuardedFeed.Key, header);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("X-Api-Key: " + GuardedFeed.Key, "", false)]
    [InlineData("Prefer: none", "&api-key=" + GuardedFeed.Key, true)]
    public async Task ANextLinkHasTheKeyOnlyIfItCameThere(string header, string query, bool expected)
    {
        using var answer = await feed.GetAsync("/odata/OneDriveUsageStorage?$select=SiteType" + query, header, "Prefer: odata.maxpagesize=1");
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var next = body.RootElement.GetProperty("@odata.nextLink").GetString()!;
        Assert.Equal(expected, next.Contains(GuardedFeed.Key, StringComparison.Ordinal));
        using var second = await feed.GetAsync(new Uri(next).PathAndQuery, expected ? "Prefer: none" : header);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    /// <summary>A browser that was given a key as password sends it with whatever any page makes it send; a program, and this service's pages, are told apart.</summary>
    [Theory]
    [InlineData("Basic", "Origin: https://evil.example|Sec-Fetch-Site: cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Basic", "Origin: null", HttpStatusCode.Forbidden)]
    [InlineData("Basic", "Sec-Fetch-Site: none", HttpStatusCode.Forbidden)]
    [InlineData("Basic", "Origin: {0}|Sec-Fetch-Site: same-origin", HttpStatusCode.BadRequest)]
    [InlineData("Basic", "Origin: {0}", HttpStatusCode.BadRequest)]
    [InlineData("Basic", "", HttpStatusCode.BadRequest)]
    [InlineData("Bearer", "Origin: https://portal.contoso.com|Sec-Fetch-Site: cross-site", HttpStatusCode.BadRequest)]
    public async Task APasswordThatABrowserRemembersChangesNothing(string scheme, string headers, HttpStatusCode expected)
    {
        var proof = scheme == "Basic" ? Convert.ToBase64String(Encoding.UTF8.GetBytes($":{GuardedFeed.Key}")) : GuardedFeed.Key;
        using var answer = await feed.SendAsync(
            "POST", "/refresh?reports=NoSuchReport", [$"Authorization: {scheme} {proof}", .. headers.Replace("{0}", feed.Address, StringComparison.Ordinal).Split('|', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task NoKeyIsEverLogged()
    {
        foreach (var way in new[] { "X-Api-Key: " + GuardedFeed.Key, "Authorization: Bearer " + GuardedFeed.Key, "X-Api-Key: odf_mistyped" })
        {
            using var answer = await feed.GetAsync("/odata/OneDriveUsageStorage?$filter=SiteType%20eq%20'secret'", way);
        }

        using var query = await feed.GetAsync($"/odata/OneDriveUsageStorage?$top=1&api-key={GuardedFeed.Key}");
        using var wrong = await feed.GetAsync("/odata/NoSuchSet?api-key=odf_mistyped");
        Assert.Contains("key full read OneDriveUsageStorage", feed.Logged);
        Assert.Contains("filter=SiteType eq ?", feed.Logged);
        Assert.DoesNotContain(GuardedFeed.Key, feed.Logged);
        Assert.DoesNotContain("odf_mistyped", feed.Logged);
        Assert.DoesNotContain("'secret'", feed.Logged);
    }

    [Fact]
    public async Task TheVerbMakesAKeyWhoseHashItPrints()
    {
        var output = new StringWriter();
        Assert.Equal(0, await KeyVerb.RunAsync(["new", "power-bi"], output, TextWriter.Null));
        var words = output.ToString().Split([' ', '\n', '='], StringSplitOptions.RemoveEmptyEntries);
        var key = words.Single(word => word.StartsWith("odf_", StringComparison.Ordinal));
        Assert.Equal(Convert.ToHexStringLower(AccessKey.HashOf(key)), words[Array.IndexOf(words, "Access:Keys:power-bi:Hash") + 1]);
    }

    [Theory]
    [InlineData]
    [InlineData("new")]
    [InlineData("new", "a:b")]
    [InlineData("old", "a")]
    public async Task TheVerbRefusesOtherWords(params string[] words) =>
        Assert.Equal(2, await KeyVerb.RunAsync(words, TextWriter.Null, TextWriter.Null));
}
