namespace ODataFeed.Access;

/// <summary>Who may call: the settings of section <c>Access</c>.</summary>
/// <param name="AllowAnonymous">Anonymous callers are answered beyond the machine itself, too.</param>
sealed record AccessOptions(bool AllowAnonymous)
{
    public static AccessOptions Read(SettingsSection settings)
    {
        settings.Choices("Mode", AccessMode.Anonymous);
        return new AccessOptions(settings.Flag("AllowAnonymous", false));
    }
}

/// <summary>How callers prove who they are.</summary>
enum AccessMode
{
    /// <summary>They do not: on loopback only, unless <c>Access:AllowAnonymous</c>.</summary>
    Anonymous,
}
