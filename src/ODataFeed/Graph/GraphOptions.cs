namespace ODataFeed.Graph;

/// <summary>Where Graph is and who asks; section <c>Graph</c>.</summary>
sealed record GraphOptions
{
    /// <summary>The cloud whose addresses are the defaults below.</summary>
    public GraphCloud Cloud { get; init; } = GraphCloud.Global;

    /// <summary>The kind of credential, or null: no tenant is named, so the sample tenant is served.</summary>
    public GraphCredential? Credential { get; init; }

    /// <summary>The directory the app registration lives in.</summary>
    public string? TenantId { get; init; }

    /// <summary>The app registration, or the user-assigned managed identity.</summary>
    public string? ClientId { get; init; }

    /// <summary>Secret of <see cref="GraphCredential.ClientSecret"/>.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>PFX or PEM file of <see cref="GraphCredential.ClientCertificate"/>.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>The password of that file, if it has one.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>The token of <see cref="GraphCredential.StaticToken"/>.</summary>
    public string? AccessToken { get; init; }

    /// <summary>Graph's address without a version path.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Where tokens come from.</summary>
    public required Uri AuthorityHost { get; init; }

    /// <summary>The hosts a report may be downloaded from.</summary>
    public required DownloadHosts DownloadHosts { get; init; }

    /// <summary>Sample data may be served beyond this machine (false).</summary>
    public bool SampleTenant { get; init; }

    /// <summary>The tenant whose data this is: a store belongs to one.</summary>
    public string Tenant => Credential is null ? SampleTenantId : TenantId ?? Endpoint.Authority;

    const string SampleTenantId = "sample";

    /// <summary>The same, pointed at the server of the sample tenant.</summary>
    public GraphOptions ForSampleTenant(Uri endpoint, string downloadHost, string accessToken) => this with
    {
        Endpoint = endpoint,
        DownloadHosts = DownloadHosts.TryParse([downloadHost], out var hosts)
            ? hosts
            : throw new ArgumentException($"'{downloadHost}' is no host.", nameof(downloadHost)),
        Credential = GraphCredential.StaticToken,
        AccessToken = accessToken,
        TenantId = SampleTenantId,
    };

    /// <summary>Reads section <c>Graph</c>.</summary>
    public static GraphOptions Read(SettingsReader settings)
    {
        var section = settings.Section("Graph");
        var cloud = section.Choice("Cloud", GraphCloud.Global);
        var defaults = GraphAddresses.Of(cloud);
        var options = new GraphOptions
        {
            Cloud = cloud,
            Endpoint = ReadAddress(section, "Endpoint") ?? defaults.Graph,
            AuthorityHost = ReadAddress(section, "AuthorityHost") ?? defaults.Login,
            DownloadHosts = ReadDownloadHosts(section) ?? DownloadHosts.Of(cloud),
            TenantId = section.Text("TenantId"),
            ClientId = section.Text("ClientId"),
            ClientSecret = section.Secrets.Text("ClientSecret"),
            CertificatePath = section.FilePath("CertificatePath"),
            CertificatePassword = section.Secrets.Text("CertificatePassword"),
            AccessToken = ReadToken(section),
            SampleTenant = section.Flag("SampleTenant", absent: false),
        };
        return options with { Credential = GraphCredentialSettings.Read(section) };
    }

    /// <summary>Addresses only: a record prints all it holds, and this one holds secrets.</summary>
    public override string ToString() => $"{Endpoint} as {Credential?.ToString() ?? "sample tenant"}";

    /// <summary>A line end from a file, say, cannot be sent.</summary>
    static string? ReadToken(SettingsSection section)
    {
        var token = section.Secrets.Text("AccessToken");
        if (token.AsSpan().ContainsAnyExceptInRange('!', '~'))
            section.Secrets.Wrong("AccessToken", "visible ASCII characters without blanks or line ends");
        return token;
    }

    static Uri? ReadAddress(SettingsSection section, string name) => section.Address(
        name,
        address => DownloadHosts.IsSafe(address) && address.PathAndQuery == "/" && address.Fragment.Length == 0,
        "https://host[:port] without a path; http:// only to this machine (localhost, 127.0.0.1, [::1])");

    static DownloadHosts? ReadDownloadHosts(SettingsSection section)
    {
        if (section.List("DownloadHosts") is not { } hosts)
            return null;
        if (DownloadHosts.TryParse(hosts, out var value))
            return value;
        section.Wrong("DownloadHosts", "host names such as reports.office.com or *.office.com, each with an optional :port");
        return null;
    }
}
