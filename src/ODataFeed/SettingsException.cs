namespace ODataFeed;

/// <summary>The settings are wrong, so the service does not start. One line of the message per setting: name, found, legal.</summary>
sealed class SettingsException(IReadOnlyList<string> errors)
    : Exception($"The settings are wrong ({errors.Count}):{string.Concat(errors.Select(error => "\n  " + error))}")
{
    /// <summary>One line per wrong setting, in the order in which they were read.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
