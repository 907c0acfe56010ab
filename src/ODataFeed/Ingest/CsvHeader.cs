using UsageReports;

namespace ODataFeed.Ingest;

/// <summary>Which field of the file holds which column: by name, since Graph reorders, adds and drops columns.</summary>
/// <param name="Fields">The field of each column of the report, or -1.</param>
/// <param name="Unknown">The other fields.</param>
/// <param name="Missing">The headers of columns the file lacks.</param>
sealed record CsvHeader(int[] Fields, IReadOnlyList<(int Field, string Header)> Unknown, IReadOnlyList<string> Missing)
{
    /// <summary>Binds the headers of a file; for two headers of one column the first counts.</summary>
    /// <exception cref="IngestException">Not one header is the report's own: the body is something else.</exception>
    public static CsvHeader Bind(IReadOnlyList<string> headers, Report report)
    {
        var columns = report.Columns.ToList();
        var fields = Enumerable.Repeat(-1, columns.Count).ToArray();
        var unknown = new List<(int, string)>();
        for (var field = 0; field < headers.Count; field++)
        {
            var column = report.FindColumn(headers[field]) is { } known ? columns.IndexOf(known) : -1;
            if (column >= 0 && fields[column] < 0)
                fields[column] = field;
            else if (!string.IsNullOrWhiteSpace(headers[field]))
                unknown.Add((field, headers[field].Trim()));
        }

        if (!columns.Where((column, i) => fields[i] >= 0).Any(IsOwn))
            throw NotThisReport(report);
        var missing = columns.Where((column, i) => fields[i] < 0 && IsExpected(column)).Select(column => column.Header);
        return new CsvHeader(fields, unknown, [.. missing]);
    }

    static IngestException NotThisReport(Report report)
    {
        var expected = string.Join(',', report.Columns.Where(column => !column.Generated).Select(column => column.Header));
        return new IngestException($"{report.Function}: the first line has no column of the report; expected {expected}.");
    }

    /// <summary>Every report has dates and a period; they do not tell one from the other.</summary>
    public static bool IsOwn(ReportColumn column) =>
        column.Name is not (Report.ReportRefreshDate or Report.ReportPeriod or Report.ReportDate);

    /// <summary>A column of another version of the report is not missed.</summary>
    static bool IsExpected(ReportColumn column) => column is { Generated: false, BetaOnly: false, SecondVersionOnly: false };
}
