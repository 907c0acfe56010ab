namespace UsageReports;

/// <summary>One usage report of Microsoft Graph: the facts of its function, and its place in the feed.</summary>
public sealed record Report
{
    /// <summary>The name of the key column that numbers rows sharing all other key cells.</summary>
    public const string Occurrence = "Occurrence";

    /// <summary>The name of the column that holds the length of the window in days.</summary>
    public const string ReportPeriod = "ReportPeriod";

    /// <summary>The name of the column that holds the newest day the file knows of.</summary>
    public const string ReportRefreshDate = "ReportRefreshDate";

    /// <summary>The name of the column that holds the day a trend row is about, and the key of a by-day set.</summary>
    public const string ReportDate = "ReportDate";

    /// <summary>The Graph function, such as <c>getOffice365ActiveUserCounts</c>.</summary>
    public required string Function { get; init; }

    /// <summary>The function's name of 2017 where one is known, without <c>get</c>.</summary>
    public string? LegacyName { get; init; }

    /// <summary>The service the report is about, such as <c>Exchange</c>.</summary>
    public required string Service { get; init; }

    /// <summary>A short name for people.</summary>
    public required string Title { get; init; }

    /// <summary>What the report says, in one sentence.</summary>
    public required string Description { get; init; }

    /// <summary>What a reader should know before trusting or summing the numbers.</summary>
    public IReadOnlyList<string> Caveats { get; init; } = [];

    /// <summary>How rows relate to time.</summary>
    public required ReportShape Shape { get; init; }

    /// <summary>The key properties in order, as in <c>$metadata</c>.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>A row per user, site, group or team; such reports hold personal data.</summary>
    public bool Detail { get; init; }

    /// <summary>The columns in the documented CSV order, generated ones last.</summary>
    public required IReadOnlyList<ReportColumn> Columns { get; init; }

    /// <summary>The windows the function takes, such as <c>D7</c>; empty where it takes none.</summary>
    public IReadOnlyList<string> Periods { get; init; } = [];

    /// <summary>The windows fetched by default; empty where the function takes none.</summary>
    public IReadOnlyList<string> Fetch { get; init; } = [];

    /// <summary>The function also takes <c>date=</c>, and the feed offers a by-day set.</summary>
    public bool ByDay { get; init; }

    /// <summary>The path below the version, without the function: <c>/reports</c> or <c>/copilot/reports</c>.</summary>
    public string Path { get; init; } = "/reports";

    /// <summary>The formats Graph v1.0 answers with (<c>csv</c>, <c>json</c>); empty where only beta has the function.</summary>
    public IReadOnlyList<string> V1Formats { get; init; } = [];

    /// <summary>The formats Graph beta answers with (<c>csv</c>, <c>json</c>).</summary>
    public IReadOnlyList<string> BetaFormats { get; init; } = [];

    /// <summary>The CSV comes in the 200 body itself, without a redirect.</summary>
    public bool Inline { get; init; }

    /// <summary>The service behind the report no longer exists: expect no rows. Says since when.</summary>
    public string? Retired { get; init; }

    /// <summary>Sets made of the rows of this one by turning columns into rows.</summary>
    public IReadOnlyList<CatalogView> Views { get; init; } = [];

    /// <summary>Graph v1.0 has the function; otherwise only beta has it.</summary>
    public bool V1 => V1Formats.Count > 0;

    /// <summary>Graph's JSON form nests the rows below other members.</summary>
    public bool JsonNested => Columns.Any(column => column.Json?.Contains('.') ?? false);

    /// <summary>The entity set and type: the function's name without <c>get</c>.</summary>
    public string EntitySet => Function.StartsWith("get", StringComparison.Ordinal) ? Function[3..] : Function;

    /// <summary>The set that keeps every refresh, or null for a trend.</summary>
    public string? HistorySet => Shape == ReportShape.Period ? EntitySet + "History" : null;

    /// <summary>The set that keeps a row per entity and day, or null where Graph takes no <c>date=</c>.</summary>
    public string? ByDaySet => ByDay ? EntitySet + "ByDay" : null;

    /// <summary>The key without the columns that say which download a row came with.</summary>
    public IEnumerable<string> NaturalKey => Key.Where(name => name is not (ReportRefreshDate or ReportPeriod));

    /// <summary>Rows that share a key but differ are all kept and numbered.</summary>
    public bool Numbered => Key.Contains(Occurrence);

    /// <summary>
    /// The column a CSV header stands for, by header or alias, or null. Spaces and case do not count; generated columns have no header.
    /// </summary>
    public ReportColumn? FindColumn(string header)
    {
        var wanted = CsvHeaders.Normalise(header);
        return Columns.FirstOrDefault(column =>
            !column.Generated && column.Aliases.Prepend(column.Header).Contains(wanted, CsvHeaders.Comparer));
    }

    /// <summary>The column of that property name; throws where there is none.</summary>
    public ReportColumn Column(string name) =>
        Columns.FirstOrDefault(column => column.Name == name)
        ?? throw new ArgumentException($"Report {Function} has no column '{name}'.", nameof(name));
}
