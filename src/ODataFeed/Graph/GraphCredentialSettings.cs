namespace ODataFeed.Graph;

/// <summary>Finds out which credential the settings mean, and that they are complete.</summary>
static class GraphCredentialSettings
{
    static readonly (GraphCredential Credential, string Setting)[] Telling =
    [
        (GraphCredential.ClientSecret, "ClientSecret"),
        (GraphCredential.ClientCertificate, "CertificatePath"),
        (GraphCredential.StaticToken, "AccessToken"),
    ];

    /// <summary>The credential named, else the one whose secret is set, else null: the sample tenant.</summary>
    public static GraphCredential? Read(SettingsSection section)
    {
        var named = section.Choice<GraphCredential>("Credential");
        if (named is null && section.Has("Credential"))
            return null;
        var credential = named ?? Infer(section);
        foreach (var setting in Needed(credential).Where(setting => !section.Has(setting)))
            section.Wrong(setting, $"a value, because the credential is {credential}{(named is null ? " by the settings given" : "")}");
        return credential;
    }

    static GraphCredential? Infer(SettingsSection section)
    {
        var told = Telling.Where(telling => section.Has(telling.Setting)).ToList();
        if (told.Count == 1)
            return told[0].Credential;
        if (told.Count > 1)
            section.Wrong("Credential", $"the name of one credential, because {Listed(told.Select(telling => telling.Setting))} set");
        else if (Orphans.Where(section.Has).ToList() is { Count: > 0 } orphans)
            section.Wrong(
                "Credential",
                $"one of {Legal} with what it needs, because {Listed(orphans)} set (no Graph settings at all: the sample tenant)");
        return null;
    }

    static string Legal => string.Join(", ", Enum.GetNames<GraphCredential>());

    static string Listed(IEnumerable<string> settings) => string.Join(" and ", settings) + (settings.Count() == 1 ? " is" : " are");

    /// <summary>Settings that mean a real Graph, but do not say how to sign in to it.</summary>
    static readonly string[] Orphans = ["TenantId", "ClientId", "CertificatePassword", "Endpoint", "AuthorityHost", "DownloadHosts"];

    static string[] Needed(GraphCredential? credential) => credential switch
    {
        GraphCredential.ClientSecret => ["TenantId", "ClientId", "ClientSecret"],
        GraphCredential.ClientCertificate => ["TenantId", "ClientId", "CertificatePath"],
        GraphCredential.StaticToken => ["AccessToken"],
        // The rest take what they lack from the machine they run on.
        GraphCredential.ManagedIdentity or GraphCredential.WorkloadIdentity or GraphCredential.AzureCli or null => [],
        _ => throw new ArgumentOutOfRangeException(nameof(credential), credential, "Not a credential."),
    };
}
