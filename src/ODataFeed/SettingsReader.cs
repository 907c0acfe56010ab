namespace ODataFeed;

/// <summary>
/// Reads the service's own sections of the configuration and collects everything that is wrong with them, so that a person
/// learns of all errors in one start. Sections that are not the service's (Logging, urls …) are never looked at.
/// </summary>
sealed class SettingsReader(IConfiguration configuration)
{
    static readonly string[] Sections = ["Catalog", "Graph", "Refresh", "Store", "Feed", "Access", "Privacy", "Telemetry", "GraphSimulator"];

    readonly List<string> _errors = [];
    readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The paths of all settings that were asked for: all there are, once every room has read its options.</summary>
    internal IReadOnlyCollection<string> Known => _known;

    /// <summary>A section to read settings from. What is never read from it is unknown, see <see cref="ThrowIfWrong"/>.</summary>
    public SettingsSection Section(string name) => new(this, configuration.GetSection(name), secrets: false);

    /// <summary>Call when every room has read its options: names that nobody asked for are errors like wrong values.</summary>
    /// <exception cref="SettingsException">At least one setting is wrong or unknown.</exception>
    public void ThrowIfWrong()
    {
        foreach (var section in Sections.Select(configuration.GetSection))
        {
            if (!string.IsNullOrEmpty(section.Value))
                _errors.Add($"{section.Key}: found a value; legal: a section, whose settings are written {section.Key}:<name>.");
            FindUnknown(section);
        }

        if (_errors.Count > 0)
            throw new SettingsException(_errors);
    }

    /// <summary>Declares a setting that is about to be read.</summary>
    internal void Know(string path) => _known.Add(path);

    internal void Add(string error) => _errors.Add(error);

    void FindUnknown(IConfigurationSection section)
    {
        foreach (var child in section.GetChildren().Where(child => !_known.Contains(child.Path)))
        {
            if (child.Value is not null)
                _errors.Add($"{child.Path}: no such setting; nearest: {NearestOf(child.Path)}.");
            FindUnknown(child);
        }
    }

    string NearestOf(string path) => string.Join(", ", Nearest.Of(path, _known, 3).DefaultIfEmpty("none"));
}
