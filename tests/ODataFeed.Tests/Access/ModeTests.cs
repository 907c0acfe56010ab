using System.Net;
using ODataFeed.Tests.Feed;
using Xunit;

namespace ODataFeed.Tests.Access;

/// <summary>What a caller without proof gets in each mode, and what a proxy may say.</summary>
public sealed class ModeTests
{
    const string Hash = "--Access:Keys:k:Hash=2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90";

    /// <summary>Modes ⇶ the challenges of an empty Bearer, by scheme; OK where it is let in.</summary>
    [Theory]
    [InlineData("Anonymous", "OK")]
    [InlineData("Keys", "Basic")]
    [InlineData("Entra", "Bearer")]
    [InlineData("Keys,Entra", "Bearer Basic")]
    [InlineData("Anonymous,Keys", "OK")]
    public async Task AnEmptyBearerIsToldTheWaysOfTheMode(string modes, string expected)
    {
        await using var feed = await FeedFixture.StartAsync([$"--Access:Mode={modes}", .. Settings(modes)]);
        using var answer = await SendAsync(feed, "/odata/", "Authorization: Bearer");
        if (expected != "OK")
            Assert.Contains("Unauthorized", await answer.Content.ReadAsStringAsync());
        Assert.Equal(expected, answer.IsSuccessStatusCode ? "OK" : string.Join(' ', answer.Headers.NonValidated["WWW-Authenticate"].Select(challenge => challenge.Split(' ')[0])));
    }

    [Theory]
    [InlineData("Host: feed.evil.example", 403)]
    [InlineData("Host: localhost", 200)]
    [InlineData("Host: [::1]:80", 200)]
    [InlineData("X-Forwarded-For: 127.0.0.1", 403)]
    [InlineData("X-Forwarded-Host: localhost", 403)]
    [InlineData("X-Forwarded-Proto: https", 403)]
    [InlineData("Forwarded: for=127.0.0.1", 403)]
    public async Task AnonymousCallersAreOfThisMachineByAddressHostAndWithoutStrangeProxies(string header, int status)
    {
        await using var feed = await FeedFixture.StartAsync();
        using var answer = await SendAsync(feed, "/odata/", header);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task AWrongKeyIsRefusedEvenWhereNoneIsNeeded()
    {
        await using var feed = await FeedFixture.StartAsync(["--Access:Mode=Anonymous,Keys", Hash]);
        using var answer = await SendAsync(feed, "/odata/", "X-Api-Key: wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", 200, "https://feed.contoso.com/odata/$metadata")]
    [InlineData("10.0.0.0/8", 200, "http://127.0.0.1")]
    public async Task ForwardedHeadersAreBelievedOfKnownProxiesOnly(string proxy, int status, string context)
    {
        await using var feed = await FeedFixture.StartAsync([$"--Feed:KnownProxies={proxy}", "--Access:AllowAnonymous=true"]);
        using var answer = await SendAsync(feed, "/odata/", "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https", "X-Forwarded-Host: feed.contoso.com");
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.StartsWith($"{{\"@odata.context\":\"{context}", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>Whom the known proxy speaks for is elsewhere, so that anonymous access ends there.</summary>
    [Fact]
    public async Task BehindAKnownProxyTheCallerIsWhereTheProxySays()
    {
        await using var feed = await FeedFixture.StartAsync(["--Feed:KnownProxies=127.0.0.1"]);
        using var answer = await SendAsync(feed, "/odata/", "X-Forwarded-For: 203.0.113.9");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("--Feed:FiscalYearStart=1", null)]
    [InlineData("--Feed:CorsOrigins=https://portal.contoso.com", "https://portal.contoso.com")]
    public async Task OtherOriginsReadOnlyIfConfigured(string setting, string? allowed)
    {
        await using var feed = await FeedFixture.StartAsync([setting]);
        using var answer = await SendAsync(feed, "/odata/", "Origin: https://portal.contoso.com");
        Assert.Equal(allowed, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) ? origins.Single() : null);
    }

    [Fact]
    public async Task EveryAnswerKeepsItsTypeAndItsAddress()
    {
        await using var feed = await FeedFixture.StartAsync();
        foreach (var path in new[] { "/odata/", "/odata/NoSuchSet?api-key=odf_mistyped", "/odata/Dates?$filter=", "/refresh", "/no/such/page" })
        {
            using var answer = await SendAsync(feed, path);
            Assert.Equal(("nosniff", "no-referrer"), (answer.Headers.GetValues("X-Content-Type-Options").Single(), answer.Headers.GetValues("Referrer-Policy").Single()));
        }
    }

    static string[] Settings(string modes) =>
    [
        .. modes.Contains("Keys", StringComparison.Ordinal) ? [Hash] : Array.Empty<string>(),
        .. modes.Contains("Entra", StringComparison.Ordinal) ? ["--Access:Entra:TenantId=" + LocalIssuer.Tenant, "--Access:Entra:Audience=" + LocalIssuer.Audience] : Array.Empty<string>(),
    ];

    static async Task<HttpResponseMessage> SendAsync(FeedHost feed, string path, params string[] headers)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, feed.App.Urls.First() + path);
        foreach (var header in headers)
            request.Headers.TryAddWithoutValidation(header[..header.IndexOf(':')], header[(header.IndexOf(':') + 1)..].Trim());
        return await client.SendAsync(request);
    }
}
