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

    public static FeedOptions Read(SettingsSection settings)
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
            PublicUrl = settings.Address("PublicUrl", url => url.Query.Length == 0 && url.Fragment.Length == 0, "an absolute http or https URL without query, such as https://feed.contoso.com")?.AbsoluteUri.TrimEnd('/'),
            FiscalYearStart = settings.Integer("FiscalYearStart", defaults.FiscalYearStart, 1, 12),
            UsersFile = settings.FilePath("UsersFile"),
            UrlLength = settings.Section("Limits").Integer("UrlLength", defaults.UrlLength, 1_024, 1 << 20),
            BodyLength = settings.Section("Limits").Integer("BodyLength", defaults.BodyLength, 1_024, 16 << 20),
            BatchParts = settings.Section("Limits").Integer("BatchParts", defaults.BatchParts, 1, 10_000),
        };
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
