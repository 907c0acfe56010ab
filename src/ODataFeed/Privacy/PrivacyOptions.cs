namespace ODataFeed.Privacy;

/// <summary>The personal-data policy; section <c>Privacy</c>.</summary>
sealed record PrivacyOptions
{
    /// <summary>A key shorter than that could be found by trying.</summary>
    const int ShortestKey = 16;

    /// <summary>What becomes of personal cells before they are kept (<c>Show</c>).</summary>
    public PersonalData PersonalData { get; init; } = PersonalData.Show;

    /// <summary>Makes the hashes that take the place of names; null unless the policy is to pseudonymise.</summary>
    public Pseudonyms? Pseudonyms { get; init; }

    /// <summary>Columns of <c>Feed:UsersFile</c> that stay readable under pseudonyms, such as Department (none).</summary>
    public IReadOnlyList<string> UserColumns { get; init; } = [];

    /// <summary>Reports that hold personal data are neither fetched nor served.</summary>
    public bool Hides => PersonalData == PersonalData.Hide;

    /// <summary>Reads section <c>Privacy</c>.</summary>
    public static PrivacyOptions Read(SettingsReader settings)
    {
        var section = settings.Section("Privacy");
        var policy = section.Choice("PersonalData", PersonalData.Show);
        var key = section.Secrets.Text("Key");
        if (key is { Length: < ShortestKey } || (key is null && policy == PersonalData.Pseudonymise))
            section.Secrets.Wrong("Key", $"a secret of at least {ShortestKey} characters that never changes, which pseudonyms are made with; for example what 'openssl rand -base64 32' prints");
        return new PrivacyOptions
        {
            PersonalData = policy,
            Pseudonyms = policy == PersonalData.Pseudonymise && key is not null ? new Pseudonyms(key) : null,
            UserColumns = section.List("UserColumns") ?? [],
        };
    }
}
