using System.Net;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace ODataFeed.Tests.Access;

/// <summary>Which tokens are taken, beyond those of the table in docs/security.md.</summary>
public sealed class EntraTokenTests(GuardedFeed feed) : IClassFixture<GuardedFeed>
{
    [Theory]
    [InlineData("https://feed.contoso.com")]
    [InlineData("https://feed.contoso.com/")]
    [InlineData(LocalIssuer.ClientId)]
    public async Task TheAudienceIsTheAppIdUriOrTheRegistration(string audience) =>
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(feed.Issuer.Token(token => token.Audience = audience)));

    [Fact]
    public async Task BothVersionsOfTokensAreTaken() =>
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(feed.Issuer.Token(token => token.Issuer = $"{feed.Issuer.Authority}{LocalIssuer.Tenant}/v2.0", ("ver", "2.0"))));

    /// <summary>The issuer's text is not enough: the claim must say the same tenant.</summary>
    [Fact]
    public async Task ATokenWhoseTenantClaimIsAnotherIsRefused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(feed.Issuer.Token(null, ("tid", LocalIssuer.OtherTenant))));

    [Fact]
    public async Task AnApplicationReadsByItsRole() =>
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(feed.Issuer.Token(null, ("scp", null))));

    [Theory]
    [InlineData(-1, HttpStatusCode.OK)]
    [InlineData(-3, HttpStatusCode.Unauthorized)]
    public async Task ClocksMayDifferByTwoMinutes(int expiredMinutesAgo, HttpStatusCode status) =>
        Assert.Equal(status, await StatusAsync(feed.Issuer.Token(token => (token.NotBefore, token.Expires) = (DateTime.UtcNow.AddHours(-1), DateTime.UtcNow.AddMinutes(expiredMinutesAgo)))));

    [Fact]
    public async Task ATokenSignedByASecretIsRefused()
    {
        // The public key as the secret of an HMAC: a classic of confused verifiers.
        var secret = new SymmetricSecurityKey(Convert.FromBase64String(new string('A', 88)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(feed.Issuer.Token(token => token.SigningCredentials = new SigningCredentials(secret, SecurityAlgorithms.HmacSha256))));
    }

    [Fact]
    public async Task AnUnsignedTokenIsRefused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(feed.Issuer.Token(token => token.SigningCredentials = null)));

    [Fact]
    public async Task WhatIsWrongWithATokenIsSaidAndNothingOfTheTokenIs()
    {
        var token = feed.Issuer.Token(token => token.Audience = "https://graph.microsoft.com");
        using var answer = await feed.GetAsync("/odata/", "Authorization: Bearer " + token);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Contains("another audience", body);
        Assert.Contains("error=\"invalid_token\"", answer.Headers.NonValidated["WWW-Authenticate"].First());
        Assert.DoesNotContain(token.Split('.')[1], body);
        Assert.DoesNotContain(token.Split('.')[1], feed.Logged);
    }

    async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var answer = await feed.GetAsync("/odata/", "Authorization: Bearer " + token);
        return answer.StatusCode;
    }
}
