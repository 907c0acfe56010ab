using System.Net;
using Xunit;

namespace ODataFeed.Tests.Access;

/// <summary>People sign in to pages: code flow with PKCE against the local issuer, then a cookie.</summary>
public sealed class SignInTests(GuardedFeed feed) : IClassFixture<GuardedFeed>
{
    [Fact]
    public async Task APersonSignsInReadsAndSignsOut()
    {
        using var begun = await feed.GetAsync("/signin?return=/status");
        Assert.Equal(HttpStatusCode.Found, begun.StatusCode);
        var authorize = begun.Headers.Location!;
        Assert.StartsWith($"{feed.Issuer.Authority}{LocalIssuer.Tenant}/oauth2/v2.0/authorize", authorize.ToString(), StringComparison.Ordinal);
        Assert.Contains("redirect_uri=https%3A%2F%2Ffeed.contoso.com%2Fsignin%2Fcallback", authorize.Query);

        using var done = await FinishAsync(begun, feed.Issuer.SignIn(authorize), State(authorize));
        Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        Assert.Equal("/status", done.Headers.Location!.ToString());
        var set = done.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("__Host-odatafeed=", StringComparison.Ordinal));
        Assert.All(["secure", "httponly", "samesite=lax", "path=/"], word => Assert.Contains(word, set.ToLowerInvariant()));

        var cookie = "Cookie: " + set[..set.IndexOf(';', StringComparison.Ordinal)];
        using var rows = await feed.GetAsync("/odata/OneDriveUsageStorage", cookie);
        Assert.Equal(HttpStatusCode.OK, rows.StatusCode);
        using var elsewhere = await feed.SendAsync("POST", "/signout", cookie, "Origin: https://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, elsewhere.StatusCode);
        using var left = await feed.SendAsync("POST", "/signout", cookie, "Origin: " + feed.Address);
        Assert.Contains("__Host-odatafeed=;", string.Join('\n', left.Headers.GetValues("Set-Cookie")));
    }

    [Fact]
    public async Task ASignInThatWasNotBegunHereIsRefused()
    {
        using var begun = await feed.GetAsync("/signin");
        var code = feed.Issuer.SignIn(begun.Headers.Location!);
        using var forgedState = await FinishAsync(begun, code, "another");
        Assert.Equal(HttpStatusCode.Forbidden, forgedState.StatusCode);
        using var noCookie = await feed.GetAsync($"/signin/callback?code={code}&state={State(begun.Headers.Location!)}");
        Assert.Equal(HttpStatusCode.Forbidden, noCookie.StatusCode);
        using var forgedCode = await FinishAsync(begun, "guessed", State(begun.Headers.Location!));
        Assert.Equal(HttpStatusCode.Forbidden, forgedCode.StatusCode);
        using var otherVerifier = await feed.GetAsync("/signin");
        using var stolen = await FinishAsync(otherVerifier, code, State(otherVerifier.Headers.Location!));
        Assert.Equal(HttpStatusCode.Forbidden, stolen.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/not\u00E4scii")]
    public async Task NobodyIsLedElsewhere(string page)
    {
        using var begun = await feed.GetAsync("/signin?return=" + Uri.EscapeDataString(page));
        using var done = await FinishAsync(begun, feed.Issuer.SignIn(begun.Headers.Location!), State(begun.Headers.Location!));
        Assert.Equal("/", done.Headers.Location!.ToString());
    }

    [Fact]
    public async Task ACookieOfAnotherSecretIsNoProof()
    {
        using var answer = await feed.GetAsync("/odata/", "Cookie: __Host-odatafeed=CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    Task<HttpResponseMessage> FinishAsync(HttpResponseMessage begun, string code, string state)
    {
        var cookie = begun.Headers.GetValues("Set-Cookie").Single();
        return feed.GetAsync($"/signin/callback?code={code}&state={state}", "Cookie: " + cookie[..cookie.IndexOf(';', StringComparison.Ordinal)]);
    }

    static string State(Uri authorize) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(authorize.Query)["state"].ToString();
}
