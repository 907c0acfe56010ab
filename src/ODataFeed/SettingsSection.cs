using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace ODataFeed;

/// <summary>
/// One section of the settings, read strictly: a setting that is absent has its default, one that is present must be legal,
/// and an empty text is not absent. A wrong value is noted with its name, what was found and what is legal, and the default
/// is returned so that reading goes on; <see cref="SettingsReader.ThrowIfWrong"/> ends it.
/// </summary>
sealed partial class SettingsSection
{
    readonly SettingsReader _reader;
    readonly IConfigurationSection _section;
    readonly bool _secrets;

    internal SettingsSection(SettingsReader reader, IConfigurationSection section, bool secrets) =>
        (_reader, _section, _secrets) = (reader, section, secrets);

    /// <summary>The same section, for settings whose value must not be shown in a message.</summary>
    public SettingsSection Secrets => new(_reader, _section, secrets: true);

    /// <summary>The section's last name: what a person called an entry of <see cref="Entries"/>.</summary>
    public string Name => _section.Key;

    /// <summary>The named groups of settings below <paramref name="name"/>, such as the keys of <c>Access:Keys</c>.</summary>
    public IEnumerable<SettingsSection> Entries(string name) =>
        _section.GetSection(name).GetChildren().Select(child => new SettingsSection(_reader, child, _secrets));

    /// <summary>A section within this one, such as <c>Limits</c> in <c>Feed</c>.</summary>
    public SettingsSection Section(string name) => new(_reader, _section.GetSection(name), _secrets);

    /// <summary>Whether the setting is present, whatever its value.</summary>
    public bool Has(string name) => _section.GetSection(name) is var setting && (setting.Value is not null || setting.GetChildren().Any());

    /// <summary>Notes that a setting is wrong: the value found is quoted unless it is secret.</summary>
    public void Wrong(string name, string legal) => Wrong(name, _section.GetSection(name).Value, legal);

    /// <summary>Text that is not empty.</summary>
    public string? Text(string name, string? absent = null) => Value(name) is not { } found ? absent
        : !string.IsNullOrWhiteSpace(found) ? found
        : Reject(name, found, "text that is not empty", absent);

    public bool Flag(string name, bool absent) => Value(name) is not { } found ? absent
        : bool.TryParse(found, out var value) ? value
        : Reject(name, found, "true or false", absent);

    public int Integer(string name, int absent, int least = int.MinValue, int most = int.MaxValue) =>
        Number(name, absent, least, most, NumberStyles.AllowLeadingSign, "a whole number");

    public long Long(string name, long absent, long least = long.MinValue, long most = long.MaxValue) =>
        Number(name, absent, least, most, NumberStyles.AllowLeadingSign, "a whole number");

    public double Real(string name, double absent, double least, double most) =>
        Number(name, absent, least, most, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, "a number");

    /// <summary>A span of time with hours, minutes and seconds: to .NET a bare <c>5</c> is five days, and <c>25:00:00</c> 25.</summary>
    public TimeSpan Span(string name, TimeSpan absent, TimeSpan least, TimeSpan most)
    {
        if (Value(name) is not { } found)
            return absent;
        var isSpan = TimeSpan.TryParse(found, CultureInfo.InvariantCulture, out var value) && SpanForm().IsMatch(found);
        if (isSpan && value >= least && value <= most)
            return value;
        return Reject(name, found, $"a time span from {least:c} to {most:c} as [days.]hours:minutes:seconds", absent);
    }

    /// <summary>An instant; without an offset it is UTC.</summary>
    public DateTimeOffset? Instant(string name) => Value(name) is not { } found ? null
        : DateTimeOffset.TryParseExact(
            found, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value
        : Reject<DateTimeOffset?>(name, found, "a date or an instant of ISO 8601, such as 2026-08-01 or 2026-08-01T06:00:00Z", null);

    /// <summary>One name of an enumeration, in any case; numbers are not names.</summary>
    public T? Choice<T>(string name) where T : struct, Enum => Value(name) is not { } found ? null : Chosen<T>(name, found);

    /// <inheritdoc cref="Choice{T}(string)"/>
    public T Choice<T>(string name, T absent) where T : struct, Enum => Choice<T>(name) ?? absent;

    /// <summary>Several names of an enumeration.</summary>
    public IReadOnlyList<T> Choices<T>(string name, T absent) where T : struct, Enum =>
        List(name) is not { } found ? [absent] : [.. found.Select(item => Chosen<T>(name, item)).OfType<T>().Distinct()];

    /// <summary>A comma-separated text or a JSON array with at least one item, none of them empty; null when absent.</summary>
    public IReadOnlyList<string>? List(string name)
    {
        _reader.Know(_section.GetSection(name).Path);
        var setting = _section.GetSection(name);
        var items = setting.GetChildren().ToList();
        if (setting.Value is null && items.Count == 0)
            return null;
        if (!string.IsNullOrEmpty(setting.Value) && items.Count > 0)
            return Reject<IReadOnlyList<string>?>(name, setting.Value, "a comma-separated text or an array, not both at once", null);
        string[] found = items.Count > 0
            ? [.. items.Select(item => item.Value?.Trim() ?? "")]
            : setting.Value!.Split(',', StringSplitOptions.TrimEntries);
        return found.Contains("")
            ? Reject<IReadOnlyList<string>?>(name, string.Join(',', found), "a comma-separated text or an array, without empty items", null)
            : found;
    }

    /// <summary>An absolute http or https address that satisfies <paramref name="isLegal"/>; <paramref name="legal"/> says how.</summary>
    public Uri? Address(string name, Func<Uri, bool> isLegal, string legal) => Value(name) is not { } found ? null
        : Uri.TryCreate(found, UriKind.Absolute, out var value) && value.Scheme is "http" or "https" && isLegal(value) ? value
        : Reject<Uri?>(name, found, legal, null);

    /// <summary>The full path of a file that exists.</summary>
    public string? FilePath(string name) => ExistingPath(name, File.Exists, "the path of a file that exists");

    /// <summary>The full path of a folder that exists.</summary>
    public string? FolderPath(string name) => ExistingPath(name, Directory.Exists, "the path of a folder that exists");

    static readonly string[] InstantForms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    string? ExistingPath(string name, Func<string, bool> exists, string legal) => Value(name) is not { } found ? null
        : exists(found) ? Path.GetFullPath(found)
        : Reject<string?>(name, found, legal, null);

    T Number<T>(string name, T absent, T least, T most, NumberStyles styles, string kind) where T : struct, INumber<T>
    {
        if (Value(name) is not { } found)
            return absent;
        if (T.TryParse(found, styles, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        return Reject(name, found, string.Create(CultureInfo.InvariantCulture, $"{kind} from {least} to {most}"), absent);
    }

    T? Chosen<T>(string name, string found) where T : struct, Enum
    {
        foreach (var legal in Enum.GetNames<T>())
        {
            if (string.Equals(legal, found, StringComparison.OrdinalIgnoreCase))
                return Enum.Parse<T>(legal);
        }

        return Reject<T?>(name, found, string.Join(", ", Enum.GetNames<T>()), null);
    }

    string? Value(string name)
    {
        var setting = _section.GetSection(name);
        _reader.Know(setting.Path);
        if (!setting.GetChildren().Any())
            return setting.Value;
        _reader.Add($"{setting.Path}: found a group of settings; legal: one value.");
        return null;
    }

    T Reject<T>(string name, string found, string legal, T absent)
    {
        Wrong(name, found, legal);
        return absent;
    }

    void Wrong(string name, string? found, string legal)
    {
        var shown = found is null ? "nothing" : _secrets ? "a value that is not shown" : $"'{found}'";
        _reader.Add($"{_section.GetSection(name).Path}: found {shown}; legal: {legal}.");
    }

    [GeneratedRegex(@"^([0-9]{1,7}\.)?([01]?[0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,7})?$")]
    private static partial Regex SpanForm();
}
