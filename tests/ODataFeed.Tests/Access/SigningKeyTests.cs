using System.Net;
using Xunit;

namespace ODataFeed.Tests.Access;

/// <summary>The tenant's signing keys change without notice; in one test, because the metadata is read again once in a while only.</summary>
public sealed class SigningKeyTests(GuardedFeed feed) : IClassFixture<GuardedFeed>
{
    [Fact]
    public async Task NewSigningKeysAreFoundWithoutARestartOldOnesForgottenAndForgedOnesNotAskedFor()
    {
        var old = feed.Issuer.Token();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(old));
        feed.Issuer.RollKeys();

        // The metadata is read again on the first token with an unknown key, which may still be refused while that goes on.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await StatusAsync(feed.Issuer.Token()) != HttpStatusCode.OK)
            await Task.Delay(50, limit.Token);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(old));
        await ForgedKeysDoNotMakeTheServiceAskAgainAndAgainAsync();
    }

    async Task ForgedKeysDoNotMakeTheServiceAskAgainAndAgainAsync()
    {
        using var stranger = System.Security.Cryptography.RSA.Create(2048);
        var before = feed.Issuer.KeyRequests;
        for (var i = 0; i < 20; i++)
        {
            var key = new Microsoft.IdentityModel.Tokens.RsaSecurityKey(stranger) { KeyId = $"stranger{i}" };
            var credentials = new Microsoft.IdentityModel.Tokens.SigningCredentials(key, "RS256");
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(feed.Issuer.Token(token => token.SigningCredentials = credentials)));
        }

        Assert.InRange(feed.Issuer.KeyRequests - before, 0, 1);
    }

    async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var answer = await feed.GetAsync("/odata/", "Authorization: Bearer " + token);
        return answer.StatusCode;
    }
}
