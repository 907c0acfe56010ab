namespace ODataFeed.Privacy;

/// <summary>The personal-data policy; section <c>Privacy</c>.</summary>
sealed record PrivacyOptions
{
    /// <summary>What becomes of personal cells before they are kept (<c>Show</c>).</summary>
    public PersonalData PersonalData { get; init; } = PersonalData.Show;

    /// <summary>Reads section <c>Privacy</c>.</summary>
    public static PrivacyOptions Read(SettingsReader settings) => new()
    {
        PersonalData = settings.Section("Privacy").Choice("PersonalData", PersonalData.Show),
    };
}
