using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Identity;

namespace ODataFeed.Graph;

/// <summary>The bearer token for Graph, kept until shortly before it ends.</summary>
sealed class GraphTokens(GraphOptions options, TimeProvider time) : IDisposable
{
    /// <summary>A token is renewed this long before it ends, so that none runs out on its way.</summary>
    static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    readonly TokenCredential _credential = CreateOrRefuse(options);
    readonly SemaphoreSlim _renewing = new(1, 1);
    readonly TokenRequestContext _scope = new([options.Endpoint.GetLeftPart(UriPartial.Authority) + "/.default"]);
    AccessToken? _token;
    volatile bool _isRefused;

    /// <summary>The token to send.</summary>
    /// <exception cref="GraphException">Entra ID gives none; the message is its own.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        await _renewing.WaitAsync(cancellationToken);
        try
        {
            if (_token is { } kept && !_isRefused && kept.ExpiresOn - Margin > time.GetUtcNow())
                return kept.Token;
            _isRefused = false;
            var token = await _credential.GetTokenAsync(_scope, cancellationToken);
            _token = token;
            return token.Token;
        }
        catch (AuthenticationFailedException failure)
        {
            throw new GraphException($"No token for {options.Endpoint.Host}: {SignInFailure.Describe(failure)}", failure) { Code = GraphException.NoToken };
        }
        finally
        {
            _renewing.Release();
        }
    }

    /// <summary>Graph refused the token: the next one is a new one.</summary>
    public void Forget() => _isRefused = true;

    public void Dispose() => _renewing.Dispose();

    /// <summary>What Azure.Identity finds wrong with an id, an address or a certificate is a wrong setting.</summary>
    static TokenCredential CreateOrRefuse(GraphOptions options)
    {
        try
        {
            return Create(options);
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
        {
            throw new SettingsException([$"Graph: no credential of kind {options.Credential} can be made of the settings: {wrong.Message}"]);
        }
    }

    static TokenCredential Create(GraphOptions options) => options.Credential switch
    {
        GraphCredential.ClientSecret => new ClientSecretCredential(options.TenantId, options.ClientId, options.ClientSecret,
            new ClientSecretCredentialOptions { AuthorityHost = options.AuthorityHost, DisableInstanceDiscovery = IsOwn(options.AuthorityHost) }),
        GraphCredential.ClientCertificate => new ClientCertificateCredential(options.TenantId, options.ClientId, ReadCertificate(options),
            new ClientCertificateCredentialOptions
            {
                AuthorityHost = options.AuthorityHost,
                SendCertificateChain = true,
                DisableInstanceDiscovery = IsOwn(options.AuthorityHost),
            }),
        GraphCredential.ManagedIdentity => new ManagedIdentityCredential(options.ClientId is { } id
            ? ManagedIdentityId.FromUserAssignedClientId(id)
            : ManagedIdentityId.SystemAssigned),
        GraphCredential.WorkloadIdentity => WorkloadIdentity(options),
        GraphCredential.AzureCli => new AzureCliCredential(
            new AzureCliCredentialOptions { TenantId = options.TenantId, AuthorityHost = options.AuthorityHost }),
        GraphCredential.StaticToken => DelegatedTokenCredential.Create(
            (_, _) => new AccessToken(options.AccessToken!, DateTimeOffset.MaxValue)),
        null => throw new InvalidOperationException("No Graph credential is set; the sample tenant brings its own token."),
        _ => throw new ArgumentOutOfRangeException(
            nameof(options), options.Credential, $"Not one of {string.Join(", ", Enum.GetNames<GraphCredential>())}."),
    };

    /// <summary>MSAL asks the worldwide cloud whether it knows a sign-in host; one that is none of Microsoft's it cannot know.</summary>
    static bool IsOwn(Uri authority) => !Enum.GetValues<GraphCloud>().Any(cloud => GraphAddresses.Of(cloud).Login == authority);

    /// <summary>What is not set comes from the variables Kubernetes' webhook sets (AZURE_TENANT_ID, AZURE_CLIENT_ID …).</summary>
    static WorkloadIdentityCredential WorkloadIdentity(GraphOptions options)
    {
        var settings = new WorkloadIdentityCredentialOptions
        {
            AuthorityHost = options.AuthorityHost,
            DisableInstanceDiscovery = IsOwn(options.AuthorityHost),
        };
        settings.TenantId = options.TenantId ?? settings.TenantId;
        settings.ClientId = options.ClientId ?? settings.ClientId;
        return new WorkloadIdentityCredential(settings);
    }

    static X509Certificate2 ReadCertificate(GraphOptions options)
    {
        var path = options.CertificatePath!;
        if (!path.EndsWith(".pem", StringComparison.OrdinalIgnoreCase))
            return X509CertificateLoader.LoadPkcs12FromFile(path, options.CertificatePassword);
        return options.CertificatePassword is { } password
            ? X509Certificate2.CreateFromEncryptedPemFile(path, password)
            : X509Certificate2.CreateFromPemFile(path);
    }
}
