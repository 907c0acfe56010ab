using System.Net;
using System.Net.Sockets;
using ODataFeed.Privacy;
using ODataFeed.Snapshot;

namespace ODataFeed.Feed;

/// <summary>How the feed is served: the settings of section <c>Feed</c>.</summary>
sealed record FeedOptions
{
    /// <summary>The path of the service root.</summary>
    public string Path { get; init; } = "/odata";

    /// <summary>Rows in a page where the client states no preference.</summary>
    public int PageSize { get; init; } = 10_000;

    /// <summary>The most rows in a page, whatever the client prefers.</summary>
    public int MaxPageSize { get; init; } = 100_000;

    /// <summary>Where queries over report sets run.</summary>
    public FeedEngine Engine { get; init; } = FeedEngine.Memory;

    /// <summary>How long a superseded snapshot stays for readers in the middle of their pages.</summary>
    public TimeSpan SnapshotLease { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The longest a request may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What becomes of columns of a report that the catalog does not know.</summary>
    public UnknownColumns UnknownColumns { get; init; } = UnknownColumns.Log;

    /// <summary>Scheme, host and base path under which clients reach the service, where a proxy stands in front; no trailing slash.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>The month in which fiscal years begin.</summary>
    public int FiscalYearStart { get; init; } = 1;

    /// <summary>The path of a CSV file with columns for the set Users; none where null.</summary>
    public string? UsersFile { get; init; }

    /// <summary>The longest request line, in bytes.</summary>
    public int UrlLength { get; init; } = 65_536;

    /// <summary>The longest body of <c>$batch</c> and <c>$query</c>, in bytes.</summary>
    public int BodyLength { get; init; } = 1 << 20;

    /// <summary>The most requests in a <c>$batch</c>.</summary>
    public int BatchParts { get; init; } = 100;

    /// <summary>What one caller and one query may cost.</summary>
    public FeedLimits Limits { get; init; } = new();

    /// <summary>Addresses and networks of the proxies whose forwarded headers are believed; none: no one's are.</summary>
    public IReadOnlyList<IPNetwork> KnownProxies { get; init; } = [];

    /// <summary>Origins whose pages may read the feed from a browser; none: no other than the service's own.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>The service root as the caller should name it, without trailing slash.</summary>
    public string Root(HttpRequest request) => (PublicUrl ?? $"{request.Scheme}://{request.Host}{request.PathBase}") + Path;

    /// <param name="settings">Section <c>Feed</c>.</param>
    /// <param name="local">Only the machine's own users can call.</param>
    /// <param name="policy">What becomes of personal data; nobody knows whether an unknown column holds some.</param>
    public static FeedOptions Read(SettingsSection settings, bool local, PersonalData policy)
    {
        var defaults = new FeedOptions();
        return new FeedOptions
        {
            Path = ReadPath(settings, defaults.Path),
            PageSize = settings.Integer("PageSize", defaults.PageSize, 1, 1_000_000),
            MaxPageSize = settings.Integer("MaxPageSize", defaults.MaxPageSize, 1, 1_000_000),
            Engine = settings.Choice("Engine", defaults.Engine),
            SnapshotLease = settings.Span("SnapshotLease", defaults.SnapshotLease, TimeSpan.Zero, TimeSpan.FromDays(7)),
            RequestTimeout = settings.Span("RequestTimeout", defaults.RequestTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            UnknownColumns = ReadUnknownColumns(settings, defaults.UnknownColumns, policy),
            PublicUrl = ReadPublicUrl(settings),
            FiscalYearStart = settings.Integer("FiscalYearStart", defaults.FiscalYearStart, 1, 12),
            UsersFile = settings.FilePath("UsersFile"),
            UrlLength = settings.Section("Limits").Integer("UrlLength", defaults.UrlLength, 1_024, 1 << 20),
            BodyLength = settings.Section("Limits").Integer("BodyLength", defaults.BodyLength, 1_024, 16 << 20),
            BatchParts = settings.Section("Limits").Integer("BatchParts", defaults.BatchParts, 1, 10_000),
            Limits = FeedLimits.Read(settings.Section("Limits"), local),
            KnownProxies = ReadProxies(settings),
            CorsOrigins = ReadOrigins(settings),
        };
    }

    /// <summary>Read apart, too, because access depends on it and limits depend on access.</summary>
    public static string? ReadPublicUrl(SettingsSection settings) => settings.Address(
        "PublicUrl", url => url.Query.Length == 0 && url.Fragment.Length == 0, "an absolute http or https URL without query, such as https://feed.contoso.com")?.AbsoluteUri.TrimEnd('/');

    static UnknownColumns ReadUnknownColumns(SettingsSection settings, UnknownColumns absent, PersonalData policy)
    {
        var found = settings.Choice("UnknownColumns", absent);
        if (found == UnknownColumns.Expose && policy != PersonalData.Show)
            settings.Wrong("UnknownColumns", $"Log, because Privacy:PersonalData is {policy} and nobody knows whether an unknown column names people");
        return found;
    }

    static List<IPNetwork> ReadProxies(SettingsSection settings)
    {
        var proxies = new List<IPNetwork>();
        foreach (var text in settings.List("KnownProxies") ?? [])
        {
            if (IPNetwork.TryParse(text, out var network))
                proxies.Add(network);
            else if (IPAddress.TryParse(text, out var address))
                proxies.Add(new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            else
                settings.Wrong("KnownProxies", "addresses and networks such as 10.0.0.4 or 10.0.0.0/24");
        }

        return proxies;
    }

    static IReadOnlyList<string> ReadOrigins(SettingsSection settings)
    {
        var origins = settings.List("CorsOrigins") ?? [];
        if (origins.Any(origin => !Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.GetLeftPart(UriPartial.Authority) != origin))
            settings.Wrong("CorsOrigins", "origins such as https://portal.contoso.com: scheme, host and port, without path or trailing slash");
        return origins;
    }

    static string ReadPath(SettingsSection settings, string absent)
    {
        var path = settings.Text("Path", absent)!;
        if (path.StartsWith('/') && path.Length > 1 && !path.EndsWith('/') && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.'))
            return path;
        settings.Wrong("Path", "a path such as /odata: it begins with a slash, does not end with one, and holds letters, digits, '-', '_', '.' and '/'");
        return absent;
    }
}

/// <summary>Where queries run.</summary>
enum FeedEngine
{
    /// <summary>Over the snapshot in memory.</summary>
    Memory,

    /// <summary>Over the live tables of the store; no report's rows are held in memory.</summary>
    Database,
}
