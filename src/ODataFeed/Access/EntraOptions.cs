namespace ODataFeed.Access;

/// <summary>Whose tokens are taken: section <c>Access:Entra</c>.</summary>
sealed record EntraOptions
{
    /// <summary>The directory; tokens of any other are refused.</summary>
    public required string TenantId { get; init; }

    /// <summary>For whom a token must have been made: the App ID URI, as a rule <c>https://</c> and the host that clients enter.</summary>
    public required string Audience { get; init; }

    /// <summary>Where the tenant's tokens come from, without the tenant; ends with a slash.</summary>
    public required Uri Authority { get; init; }

    /// <summary>The id of the app registration: the audience of v2 tokens, and what people sign in to.</summary>
    public string? ClientId { get; init; }

    /// <summary>The registration's secret, which signing people in to the pages takes; without it they cannot.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The app role that reading takes; null: being of the tenant is enough for people, and applications may not read.</summary>
    public string? Role { get; init; }

    /// <summary>The app role that reading personal data takes; null: none.</summary>
    public string? PersonalRole { get; init; }

    /// <summary>Where people sign in.</summary>
    public Uri TenantAuthority => new(Authority, TenantId);

    /// <summary>Whether people can sign in to the pages.</summary>
    public bool SignsIn => ClientId is not null && ClientSecret is not null;

    public static EntraOptions? Read(SettingsSection section, bool used, Uri authority, string? publicUrl)
    {
        var tenant = section.Text("TenantId");
        var audience = section.Text("Audience", publicUrl is null ? null : new Uri(publicUrl).GetLeftPart(UriPartial.Authority));
        var options = new EntraOptions
        {
            TenantId = tenant ?? "",
            Audience = (audience ?? "").TrimEnd('/'),
            Authority = section.Address("Authority", IsSafe, "https://host[:port] without a path; http:// only to this machine") ?? authority,
            ClientId = section.Text("ClientId"),
            ClientSecret = section.Secrets.Text("ClientSecret"),
            Role = section.Text("Role"),
            PersonalRole = section.Text("PersonalRole"),
        };
        if (!used)
            return null;
        if (tenant is null || !Guid.TryParseExact(tenant, "D", out _))
            section.Wrong("TenantId", "the id (GUID) of the tenant whose people and applications may call, because Access:Mode has Entra");
        if (audience is null)
            section.Wrong("Audience", "the App ID URI of the registration, such as https://feed.contoso.com, or set Feed:PublicUrl");
        if (options.ClientSecret is not null && options.ClientId is null)
            section.Wrong("ClientId", "the application (client) id of the registration, because Access:Entra:ClientSecret is set");
        return options;
    }

    /// <summary>Nothing secret: a record prints all it holds.</summary>
    public override string ToString() => $"{TenantAuthority} for {Audience}";

    static bool IsSafe(Uri address) => address.PathAndQuery == "/" && (address.Scheme == "https" || address.IsLoopback);
}
