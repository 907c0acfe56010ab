using System.Globalization;
using ODataFeed.Ingest;
using ODataFeed.Privacy;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Tests.Ingest;

/// <summary>A small report with a column of every type, and how its rows and counters read in a text table.</summary>
static class Probe
{
    public static Report Report { get; } = new()
    {
        Function = "getProbe",
        Service = "Tests",
        Title = "Probe",
        Description = "A column of every type.",
        Shape = ReportShape.Period,
        Key = [Report.ReportRefreshDate, "Name"],
        BetaFormats = ["csv", "json"],
        Columns =
        [
            Column("Report Refresh Date", ColumnType.Date),
            Column("Name", ColumnType.String),
            Column("Seen", ColumnType.Boolean),
            Column("Count", ColumnType.Int64) with { Aliases = ["Counted"] },
            Column("Small", ColumnType.Int32),
            Column("Share", ColumnType.Decimal),
            Column("Day", ColumnType.Date),
            Column("At", ColumnType.DateTimeOffset),
            Column("Time", ColumnType.Duration),
            Column("Note", ColumnType.String),
        ],
    };

    public static IngestTarget Target { get; } =
        new(TableSchema.OfHistory(Report), Report, new DateOnly(2026, 8, 1), Period: null, new PrivacyOptions());

    public static string Print(IngestedFile file)
    {
        var rows = Enumerable.Range(0, file.Rows.Count).Select(row => string.Join(',', file.Rows.Columns.Select((column, i) => Print(column.GetObject(row), i))));
        string[] counts =
        [
            file.BadCells > 0 ? $"bad={file.BadCells} rows={file.BadRows}" : "",
            file.LeftOutRows > 0 ? $"left={file.LeftOutRows}" : "",
            file.Samples.Count > 0 ? $"sample={string.Join("; ", file.Samples)}" : "",
            file.UnknownColumns.Count > 0 ? $"unknown={string.Join(',', file.UnknownColumns)}" : "",
            file.MissingColumns.Count > 0 ? $"missing={string.Join(',', file.MissingColumns)}" : "",
        ];
        return string.Join(' ', counts.Where(count => count.Length > 0).Prepend(string.Join(" / ", rows))).Trim();
    }

    static string Print(object? cell, int column) => cell switch
    {
        null => "",
        "" when column == 1 => "''",
        string text => text.Replace("\r\n", "\\r\\n", StringComparison.Ordinal).Replace(',', ';'),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{cell}"),
    };

    static ReportColumn Column(string header, ColumnType type) => new()
    {
        Name = PropertyNames.FromHeader(header),
        Header = header,
        Type = type,
        Json = char.ToLowerInvariant(header[0]) + PropertyNames.FromHeader(header)[1..],
        Description = header,
    };
}
