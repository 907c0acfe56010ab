using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ODataFeed.Access;
using ODataFeed.Tests.Feed;
using Xunit;

namespace ODataFeed.Tests.Access;

/// <summary>A service that takes keys and tokens of the local issuer, and serves <see cref="SmallTenant"/>.</summary>
public sealed class GuardedFeed : IAsyncLifetime
{
    public const string Key = "odf_full";
    public const string Teams = "odf_activations";
    public const string NoPeople = "odf_impersonal";

    readonly CapturedLog _log = new();
    LocalIssuer? _issuer;
    FeedHost? _host;

    internal LocalIssuer Issuer => _issuer!;

    internal FeedHost Host => _host!;

    /// <summary>All that was logged so far.</summary>
    public string Logged => _log.Text;

    /// <summary>Scheme, host and port, without slash at the end.</summary>
    public string Address => Host.App.Urls.First();

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public async Task InitializeAsync()
    {
        _issuer = await LocalIssuer.StartAsync();
        _host = await StartAsync(_issuer, _log, "--Access:Mode=Keys,Entra");
    }

    /// <summary>Starts a service with the same keys and registration; it refreshes nothing.</summary>
    internal static async Task<FeedHost> StartAsync(LocalIssuer issuer, CapturedLog log, params string[] args)
    {
        var host = await FeedFixture.StartAsync(
            builder =>
            {
                builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
                builder.Services.Replace(ServiceDescriptor.Singleton(new EntraBackchannel(issuer.Trusting())));
            },
            [
                "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Trace", "--Feed:PublicUrl=https://feed.contoso.com",
                $"--Access:Entra:TenantId={LocalIssuer.Tenant}", $"--Access:Entra:Authority={issuer.Authority}",
                $"--Access:Entra:ClientId={LocalIssuer.ClientId}", $"--Access:Entra:ClientSecret={LocalIssuer.ClientSecret}",
                "--Access:Entra:Role=Feed.Read", "--Access:Entra:PersonalRole=Feed.Personal",
                $"--Access:Keys:full:Hash={Hash(Key)}",
                $"--Access:Keys:activations:Hash={Hash(Teams)}", "--Access:Keys:activations:Sets=Office365Activations*,EmailActivityUserDetail",
                $"--Access:Keys:impersonal:Hash={Hash(NoPeople)}", "--Access:Keys:impersonal:Personal=false",
                .. args,
            ]);
        SmallTenant.Publish(host);
        return host;
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Host.App.StopAsync();
        await Host.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    /// <summary>Sends a request; <paramref name="headers"/> are <c>Name: value</c> lines.</summary>
    public async Task<HttpResponseMessage> SendAsync(string method, string path, params string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Address + path);
        if (method == "POST")
            request.Content = new StringContent(path.Contains("$batch", StringComparison.Ordinal) ? "{\"requests\":[]}" : "$top=1", null, path.Contains("$batch", StringComparison.Ordinal) ? "application/json" : "text/plain");
        foreach (var header in headers)
            request.Headers.TryAddWithoutValidation(header[..header.IndexOf(':')], header[(header.IndexOf(':') + 1)..].Trim());
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params string[] headers) => SendAsync("GET", path, headers);

    static string Hash(string key) => Convert.ToHexStringLower(AccessKey.HashOf(key));
}
