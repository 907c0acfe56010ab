using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace ODataFeed.Access;

/// <summary>
/// Tokens of Entra, as the framework's JwtBearer reads them. Keys and issuer come from the tenant's OpenID metadata, which is read again
/// when a token names a key that is not known yet.
/// </summary>
static class EntraTokens
{
    public const string Scheme = "Entra";

    /// <summary>Clocks of servers differ by seconds; the framework's five minutes would let tokens live noticeably longer.</summary>
    static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long a token with an unknown key waits for the next look at the metadata: keys may change without notice, and forged tokens
    /// must not make the service ask Entra as often as they come.
    /// </summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Who issues v1 tokens, by cloud; the keys are those of the same tenant (learn.microsoft.com, "Access tokens").</summary>
    static readonly string[] FirstIssuers = ["https://sts.windows.net/", "https://sts.chinacloudapi.cn/"];

    public static AuthenticationBuilder AddEntra(this AuthenticationBuilder authentication, EntraOptions entra)
    {
        authentication.Services.AddOptions<JwtBearerOptions>(Scheme)
            .Configure<EntraBackchannel>((bearer, backchannel) => bearer.BackchannelHttpHandler = backchannel.Handler);
        authentication.AddJwtBearer(Scheme, bearer =>
        {
            bearer.MetadataAddress = $"{entra.TenantAuthority}/v2.0/.well-known/openid-configuration";
            bearer.RequireHttpsMetadata = entra.Authority.Scheme == Uri.UriSchemeHttps;
            bearer.MapInboundClaims = false;
            bearer.SaveToken = false;
            bearer.RefreshInterval = Patience;
            bearer.TokenValidationParameters = new TokenValidationParameters
            {
                ValidAudiences = Audiences(entra),
                ValidIssuers = [.. FirstIssuers.Select(issuer => $"{issuer}{entra.TenantId}/"), $"{entra.TenantAuthority}/", $"{entra.TenantAuthority}/v2.0"],
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
                ClockSkew = Skew,
            };
        });

        // A key that the tenant has withdrawn must not sign for another hour, as the framework would let it.
        authentication.Services.PostConfigure<JwtBearerOptions>(
            Scheme, bearer => ((BaseConfigurationManager)bearer.ConfigurationManager!).UseLastKnownGoodConfiguration = false);
        return authentication;
    }

    /// <summary>The token's caller, or why it is none.</summary>
    public static async Task<Admission> AdmitAsync(HttpContext context, EntraOptions entra)
    {
        var answer = await context.AuthenticateAsync(Scheme);
        return answer.Succeeded ? EntraCaller.Of(answer.Principal, entra, CallerProof.Token) : Admission.Unproven(Reason(answer.Failure));
    }

    /// <summary>v1 tokens have the App ID URI, with or without slash, v2 tokens the id of the registration.</summary>
    static List<string> Audiences(EntraOptions entra) =>
        [.. new[] { entra.Audience, entra.Audience + "/", entra.ClientId }.OfType<string>()];

    /// <summary>What is wrong with a token, in words that hold nothing of it.</summary>
    static string Reason(Exception? failure) => failure switch
    {
        SecurityTokenExpiredException => "The token has expired.",
        SecurityTokenNotYetValidException => "The token is not valid yet.",
        SecurityTokenInvalidAudienceException => "The token was made for another audience than this service's App ID URI.",
        SecurityTokenInvalidIssuerException => "The token was issued by another tenant.",
        SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException => "The token is not signed with a key of the tenant.",
        SecurityTokenException or ArgumentException or null => "The token cannot be read, or is of a kind that is not taken.",
        _ => "The token could not be checked: the tenant's OpenID metadata was not to be had.",
    };
}

/// <summary>How the service reaches Entra itself; null is the framework's own way. Replaced by tests.</summary>
sealed record EntraBackchannel(HttpMessageHandler? Handler);
