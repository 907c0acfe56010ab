using System.Globalization;

namespace GraphSimulator;

/// <summary>The settings of section <c>GraphSimulator</c>: size and time of the sample tenant, and how it is reached.</summary>
public sealed record GraphSimulatorOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "GraphSimulator";

    /// <summary>The most <see cref="Users"/>.</summary>
    public const int MaxUsers = 1_000_000;

    /// <summary>The most <see cref="Days"/>.</summary>
    public const int MaxDays = 3650;

    /// <summary>
    /// Accounts of the company's own people at the start; guests come on top. Default 2 500; 300 000 take seconds for a user detail, and
    /// half a minute for the first trend of 180 days or the first detail of sites or groups.
    /// </summary>
    public int Users { get; init; } = 2500;

    /// <summary>Everything random follows from it; the same seed in the same month gives the same tenant. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Days of history at the start. Default 400.</summary>
    public int Days { get; init; } = 400;

    /// <summary>
    /// The instant the tenant's clock starts from; null: the machine's clock. Whoever starts the host makes the clock of it.
    /// </summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>The bearer token that may read reports and report settings. Default <c>sample</c>.</summary>
    public string AccessToken { get; init; } = "sample";

    /// <summary>The port of Graph's endpoint on loopback. Default 0: any free one.</summary>
    public int Port { get; init; }

    /// <summary>The port of the downloads on loopback. Default 0: any free one.</summary>
    public int DownloadPort { get; init; }

    /// <summary>Further tokens and the permissions they carry, for tests. Not a setting.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FurtherTokens { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Reads the section over <paramref name="defaults"/>.</summary>
    /// <exception cref="InvalidSettingException">A name is unknown or a value is not legal.</exception>
    public static GraphSimulatorOptions Read(IConfiguration configuration, GraphSimulatorOptions? defaults = null)
    {
        var options = defaults ?? new GraphSimulatorOptions();
        foreach (var setting in configuration.GetSection(Section).GetChildren())
            options = options.With(setting);
        return options;
    }

    GraphSimulatorOptions With(IConfigurationSection setting) => setting.Key.ToLowerInvariant() switch
    {
        "users" => this with { Users = (int)Number(setting, 1, MaxUsers) },
        "seed" => this with { Seed = Number(setting, long.MinValue, long.MaxValue) },
        "days" => this with { Days = (int)Number(setting, 1, MaxDays) },
        "now" => this with { Now = Instant(setting) },
        "accesstoken" => this with { AccessToken = Token(setting) },
        "port" => this with { Port = (int)Number(setting, 0, ushort.MaxValue) },
        "downloadport" => this with { DownloadPort = (int)Number(setting, 0, ushort.MaxValue) },
        _ => throw new InvalidSettingException(
            setting.Path, setting.Value, "a name among Users, Seed, Days, Now, AccessToken, Port, DownloadPort"),
    };

    static long Number(IConfigurationSection setting, long least, long most) =>
        long.TryParse(setting.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most
            ? number
            : throw new InvalidSettingException(setting.Path, setting.Value, $"a whole number from {least} to {most}");

    /// <summary>An empty value is the machine's clock, as if the setting were not there.</summary>
    static DateTimeOffset? Instant(IConfigurationSection setting) =>
        string.IsNullOrEmpty(setting.Value) ? null
        : DateTimeOffset.TryParse(setting.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant
        : throw new InvalidSettingException(setting.Path, setting.Value, "a date or an ISO 8601 instant such as 2026-08-01T09:00:00Z");

    static string Token(IConfigurationSection setting) =>
        setting.Value is { Length: > 0 } token && token.All(c => c is > ' ' and <= '~')
            ? token
            : throw new InvalidSettingException(setting.Path, setting.Value, "visible ASCII characters without blanks");
}
