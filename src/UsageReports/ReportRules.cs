using System.Text.RegularExpressions;

namespace UsageReports;

/// <summary>What must hold within one report, so that the feed can take its definition at its word.</summary>
static partial class ReportRules
{
    /// <summary>OData names are at most 128 characters long (OData CSDL JSON 4.01 §17.2, SimpleIdentifier).</summary>
    const int LongestName = 128;

    static readonly IReadOnlyList<string> Formats = ["csv", "json"];

    /// <summary>The types of the columns the feed itself reads, fills or merges by.</summary>
    static readonly IReadOnlyDictionary<string, ColumnType> KnownColumns = new Dictionary<string, ColumnType>
    {
        [Report.ReportRefreshDate] = ColumnType.Date,
        [Report.ReportDate] = ColumnType.Date,
        [Report.ReportPeriod] = ColumnType.Int32,
        [Report.Occurrence] = ColumnType.Int32,
    };

    static readonly IReadOnlyList<string> GeneratedColumns = [Report.ReportPeriod, Report.Occurrence];

    /// <summary>The first thing wrong with the report, or null. Later rules rely on earlier ones.</summary>
    public static string? FirstFault(Report report) =>
        Requests(report)
            .Concat(report.Columns.SelectMany(Column))
            .Concat(Names(report))
            .Concat(Headers(report))
            .Concat(PersonalData(report))
            .Concat(KeyRules.Faults(report))
            .Concat(ViewRules.Faults(report))
            .FirstOrDefault();

    static IEnumerable<string> Requests(Report report)
    {
        if (!Identifier.IsMatch(report.EntitySet) || Longest(report) > LongestName)
        {
            yield return $"function is '{report.Function}'; legal is get, a letter, then letters and digits, "
                + $"its sets at most {LongestName} characters long.";
        }
        if (!UrlPath.IsMatch(report.Path))
            yield return $"path is '{report.Path}'; legal is a path such as /reports, without the function.";
        if (report.V1Formats.Concat(report.BetaFormats).FirstOrDefault(format => !Formats.Contains(format)) is { } format)
            yield return $"'{format}' is no format; legal in v1 and beta are {string.Join(", ", Formats)}.";
        if (report.V1Formats.Count + report.BetaFormats.Count == 0)
            yield return "v1 and beta are both empty; one of them must name a format.";
        if (report.Periods.FirstOrDefault(period => !Period.IsMatch(period)) is { } period)
            yield return $"periods has '{period}'; legal are D and a number of days, such as D7, or ALL.";
        if (report.Fetch.FirstOrDefault(fetched => !report.Periods.Contains(fetched)) is { } unknown)
            yield return $"fetch has '{unknown}'; legal are its periods: {ListOrNone(report.Periods)}.";
        if (report.Periods.Count > 0 && report.Fetch.Count == 0)
            yield return $"fetch is empty; name at least one of its periods: {ListOrNone(report.Periods)}.";
    }

    static IEnumerable<string> Column(ReportColumn column)
    {
        if (!Identifier.IsMatch(column.Name) || column.Name.Length > LongestName)
        {
            yield return $"column '{column.Header}' would be property '{column.Name}'; "
                + $"legal is a letter, then letters and digits, at most {LongestName}.";
        }
        if (KnownColumns.TryGetValue(column.Name, out var type) && column.Type != type)
            yield return $"column '{column.Header}' is {column.Type}; {column.Name} must be {type}.";
        if (column.YesNo && column.Type != ColumnType.Boolean)
            yield return $"column '{column.Header}' is {column.Type}; yesNo is for Boolean.";
        if (column.Generated && !GeneratedColumns.Contains(column.Name))
            yield return $"column '{column.Header}' is marked generated; the feed generates only {string.Join(", ", GeneratedColumns)}.";
        if (column.Name == Report.Occurrence && !column.Generated)
            yield return $"column '{column.Header}' has the name of the column the feed generates; mark it generated.";
    }

    static IEnumerable<string> Names(Report report)
    {
        if (report.Columns.Count == 0)
            yield return "columns is empty.";
        if (Repeated(report.Columns.Select(column => column.Name)) is { } twice)
            yield return $"two columns become property '{twice}'; case does not tell them apart.";
        if (Navigations(report).FirstOrDefault(name => report.Columns.Any(column => column.Name == name)) is { } navigation)
            yield return $"property '{navigation}' is taken by the navigation of that name.";
    }

    static IEnumerable<string> Headers(Report report)
    {
        var headers = report.Columns.SelectMany(column => column.Aliases.Prepend(column.Header)).ToList();
        if (headers.FirstOrDefault(header => CsvHeaders.Normalise(header) != header) is { } untidy)
        {
            yield return $"header '{untidy}' has surplus white space; "
                + $"write '{CsvHeaders.Normalise(untidy)}', it matches however many spaces Graph sends.";
        }
        if (Repeated(headers) is { } twice)
            yield return $"header '{twice}' stands for two columns or twice for one.";
    }

    static IEnumerable<string> PersonalData(Report report)
    {
        var personal = report.Columns.FirstOrDefault(column => column.Personal);
        if (personal is not null && !report.Detail)
            yield return $"column '{personal.Header}' is personal, so the report must have \"detail\": true.";
        if (personal is null && report.Detail)
            yield return "detail is true, so at least one column must be personal.";
    }

    static int Longest(Report report) => Math.Max(report.EntitySet.Length, report.HistorySet?.Length ?? report.ByDaySet?.Length ?? 0);

    static IEnumerable<string> Navigations(Report report)
    {
        if (report.Columns.Any(column => column.Name is Report.ReportDate or Report.ReportRefreshDate))
            yield return "Date";
        if (report.Columns.Any(column => column.Name == "UserPrincipalName"))
            yield return "User";
    }

    internal static bool IsIdentifier(string name) => Identifier.IsMatch(name) && name.Length <= LongestName;

    internal static string? Repeated(IEnumerable<string> names) =>
        names.GroupBy(name => name, CsvHeaders.Comparer).FirstOrDefault(group => group.Count() > 1)?.Key;

    internal static string ListOrNone(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]*\z")]
    static partial Regex Identifier { get; }

    [GeneratedRegex(@"^(/[A-Za-z0-9]+)+\z")]
    static partial Regex UrlPath { get; }

    [GeneratedRegex(@"^(D[1-9][0-9]{0,3}|ALL)\z")]
    static partial Regex Period { get; }
}
