using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ODataFeed.Tests.Check;

/// <summary>
/// Entra ID's token endpoint over TLS, for one app registration with a secret and a certificate, under an authority nobody trusts unless
/// told to (OAuth 2.0 client credentials, RFC 6749 §4.4; the certificate proves itself by an assertion, RFC 7523).
/// </summary>
sealed class TokenEndpoint : IAsyncDisposable
{
    public const string Tenant = "11111111-2222-3333-4444-555555555555";
    public const string Client = "99999999-8888-7777-6666-555555555555";
    public const string Secret = "the-one-and-only-secret";

    readonly WebApplication _app;
    readonly X509Certificate2 _client;
    readonly string _token;

    TokenEndpoint(WebApplication app, DirectoryInfo folder, X509Certificate2 client, string token)
    {
        (_app, Folder, _client, _token) = (app, folder, client, token);
        _app.MapPost($"/{Tenant}/oauth2/v2.0/token", async context => await (await AnswerAsync(context)).ExecuteAsync(context));
    }

    public Uri Address => new(_app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

    /// <summary>Holds <c>ca.pem</c>, the authority to trust, and the client's <c>client.pfx</c> and <c>client.pem</c>.</summary>
    public DirectoryInfo Folder { get; }

    /// <summary>How clients proved who they are, in order: <c>secret</c> or <c>assertion</c>.</summary>
    public List<string> Proofs { get; } = [];

    /// <param name="token">What a caller who proves himself gets.</param>
    public static async Task<TokenEndpoint> StartAsync(string token)
    {
        var folder = Directory.CreateTempSubdirectory();
        using var authority = Certificate("CN=Throw-away authority", issuer: null);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "ca.pem"), authority.ExportCertificatePem());
        var server = Certificate("CN=localhost", authority);
        var client = Certificate("CN=ODataFeed", issuer: null);
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "client.pfx"), client.Export(X509ContentType.Pkcs12, "opens-it"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "client.pem"), client.ExportCertificatePem() + "\n" + client.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(server)));
        var endpoint = new TokenEndpoint(builder.Build(), folder, client, token);
        await endpoint._app.StartAsync();
        return endpoint;
    }

    /// <summary>A token as Entra ID writes one, unsigned: the simulator compares, it does not verify.</summary>
    public static string Token(params string[] roles) =>
        $"{Encode("""{"alg":"none"}""")}.{Encode(JsonSerializer.Serialize(new { aud = "https://graph.microsoft.com", roles }))}.c2ln";

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
        Folder.Delete(recursive: true);
    }

    async Task<IResult> AnswerAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var isSecret = form["client_secret"] == Secret;
        if (form["client_id"] != Client || !(isSecret || IsSigned(form["client_assertion"].ToString())))
        {
            return Results.Json(
                new { error = "invalid_client", error_description = $"AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{Client}'. Trace ID: x", error_codes = new[] { 7000215 } },
                statusCode: StatusCodes.Status401Unauthorized);
        }

        Proofs.Add(isSecret ? "secret" : "assertion");
        return Results.Json(new { token_type = "Bearer", expires_in = 3600, access_token = _token });
    }

    /// <summary>Whether the assertion was signed with the key of the registered certificate; MSAL uses PS256 or RS256.</summary>
    bool IsSigned(string assertion)
    {
        if (assertion.Split('.') is not [var head, var body, var signature])
            return false;
        var padding = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(head)).Contains("PS256", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        using var key = _client.GetRSAPublicKey()!;
        return key.VerifyData(Encoding.ASCII.GetBytes($"{head}.{body}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, padding);
    }

    static X509Certificate2 Certificate(string name, X509Certificate2? issuer)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var (from, until) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        if (issuer is null)
        {
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
            return X509CertificateLoader.LoadPkcs12(request.CreateSelfSigned(from, until).Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
        }

        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(issuer, from.AddMinutes(1), until.AddMinutes(-1), RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
