using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ODataFeed.Tests.Access;

/// <summary>
/// Stands in for Entra on this machine, over TLS: OpenID metadata, signing keys that can be rolled over, codes for tokens. Makes tokens of
/// every kind, wrong ones included.
/// </summary>
sealed class LocalIssuer : IAsyncDisposable
{
    public const string Tenant = "7f0c9a52-3b1e-4c58-9f3d-2a6b1c0d4e5f";
    public const string OtherTenant = "11111111-2222-3333-4444-555555555555";
    public const string Audience = "https://feed.contoso.com";
    public const string ClientId = "c1a0d7f4-90f2-4a57-8d3b-6e5f4c3b2a19";
    public const string ClientSecret = "a secret of the registration";

    readonly WebApplication _app;
    readonly X509Certificate2 _certificate = SelfSigned();
    readonly Dictionary<string, (string Challenge, string Subject)> _codes = [];
    RsaSecurityKey _key = NewKey();

    LocalIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _app = builder.Build();
        _app.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", Metadata);
        _app.MapGet("/{tenant}/discovery/v2.0/keys", Keys);
        _app.MapPost("/{tenant}/oauth2/v2.0/token", RedeemAsync);
    }

    /// <summary>How often the keys were asked for.</summary>
    public int KeyRequests { get; private set; }

    /// <summary>Without tenant; ends with a slash.</summary>
    public string Authority => _app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/";

    public static async Task<LocalIssuer> StartAsync()
    {
        var issuer = new LocalIssuer();
        await issuer._app.StartAsync();
        return issuer;
    }

    /// <summary>A way to reach it that trusts its certificate and no other.</summary>
    public HttpMessageHandler Trusting() => new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, found, _, _) => found?.GetCertHashString() == _certificate.GetCertHashString() },
    };

    /// <summary>From now on a new key signs; the old one is no longer published.</summary>
    public void RollKeys() => _key = NewKey();

    /// <summary>A token that is good in every respect, but for what <paramref name="change"/> changes.</summary>
    public string Token(Action<SecurityTokenDescriptor>? change = null, params (string Name, object? Value)[] claims)
    {
        var now = DateTime.UtcNow;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = $"https://sts.windows.net/{Tenant}/",
            Audience = Audience,
            NotBefore = now.AddMinutes(-5),
            Expires = now.AddMinutes(55),
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["tid"] = Tenant,
                ["oid"] = "0d9f7a9e-1111-4222-8333-944455556666",
                ["scp"] = "user_impersonation",
                ["roles"] = new[] { "Feed.Read", "Feed.Personal" },
            },
        };
        foreach (var (name, value) in claims)
        {
            descriptor.Claims.Remove(name);
            if (value is not null)
                descriptor.Claims[name] = value;
        }

        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    /// <summary>What Entra does when a person has signed in at the address the service led to: the code it comes back with.</summary>
    public string SignIn(Uri authorize)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(authorize.Query);
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256")
            throw new InvalidOperationException($"Not a request of the code flow with PKCE: {authorize}");
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (query["code_challenge"].ToString(), "person");
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    IResult Metadata(string tenant) => Results.Json(new
    {
        issuer = $"{Authority}{tenant}/v2.0",
        jwks_uri = $"{Authority}{tenant}/discovery/v2.0/keys",
        authorization_endpoint = $"{Authority}{tenant}/oauth2/v2.0/authorize",
        token_endpoint = $"{Authority}{tenant}/oauth2/v2.0/token",
    });

    IResult Keys()
    {
        KeyRequests++;
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(_key);
        return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = _key.KeyId, n = key.N, e = key.E } } });
    }

    async Task<IResult> RedeemAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var verifier = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (form["client_secret"] != ClientSecret || !_codes.Remove(form["code"].ToString(), out var begun) || begun.Challenge != verifier)
            return Results.Json(new { error = "invalid_grant", error_description = "AADSTS70008: The code is not good." }, statusCode: 400);
        var id = Token(
            token => (token.Issuer, token.Audience) = ($"{Authority}{Tenant}/v2.0", ClientId),
            ("sub", begun.Subject), ("ver", "2.0"), ("name", "A Person"), ("preferred_username", "person@contoso.com"), ("scp", null));
        return Results.Json(new { token_type = "Bearer", expires_in = 3600, access_token = "opaque", id_token = id, scope = "openid profile", client_info = Base64UrlEncoder.Encode($"{{\"uid\":\"person\",\"utid\":\"{Tenant}\"}}") });
    }

    static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };

    static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
