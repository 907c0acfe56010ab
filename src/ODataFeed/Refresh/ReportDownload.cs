using ODataFeed.Ingest;
using ODataFeed.Snapshot;

namespace ODataFeed.Refresh;

/// <summary>What came of fetching a report for one period or day: the record, and the rows where there are any to merge.</summary>
/// <param name="Set">The set the rows belong to.</param>
sealed record ReportDownload(RefreshRecord Record, TableSchema Set, Table? Rows)
{
    /// <summary>The tag of the answer where every cell of it was understood; to ask with next time.</summary>
    public string? EntityTag { get; init; }

    /// <summary>Nothing usable came.</summary>
    public static ReportDownload Failed(RefreshRecord record, TableSchema set, string error, string? code = null, TimeSpan? retryAfter = null) =>
        new(record with { Outcome = RefreshOutcome.Failed, Error = error, ErrorCode = code, RetryAfter = retryAfter }, set, Rows: null);

    /// <summary>What was fetched last is the newest.</summary>
    public static ReportDownload NotModified(RefreshRecord record, TableSchema set) =>
        new(record with { Outcome = RefreshOutcome.Unchanged }, set, Rows: null);

    /// <summary>No rows came, and that was meant.</summary>
    public static ReportDownload Empty(RefreshRecord record, TableSchema set, string why) =>
        new(record with { Outcome = RefreshOutcome.Empty, Error = why }, set, Rows: null);

    /// <summary>A file was read: fit to be merged, without rows, or worse than <paramref name="maxBadShare"/>.</summary>
    public static ReportDownload Of(RefreshRecord record, TableSchema set, DateOnly? day, IngestedFile file, double maxBadShare)
    {
        var rows = DownloadedRows.Of(file.Rows);
        record = record with
        {
            Rows = rows.Table.Count,
            Duplicates = rows.Duplicates,
            BadCells = file.BadCells,
            LeftOutRows = file.LeftOutRows,
            UnknownColumns = Join(file.UnknownColumns),
            MissingColumns = Join(file.MissingColumns),
            ContentDate = ContentDates.Newest(rows.Table),
            Error = file.Samples.Count == 0 ? null : Unread(file),
        };
        if (file.BadShare > maxBadShare)
            return Failed(record with { Rows = 0 }, set, TooBad(file, maxBadShare));
        return file.RowsRead == 0
            ? Empty(record, set, "The file has a header and no rows.")
            : new ReportDownload(record, set, day is { } asked ? DayRows.Of(rows.Table, set, asked) : rows.Table);
    }

    /// <summary>What could not be read, its text masked.</summary>
    static string Unread(IngestedFile file) =>
        $"{file.BadCells} cells are null and {file.LeftOutRows} rows left out, being unreadable: {string.Join("; ", file.Samples)}";

    static string TooBad(IngestedFile file, double maxBadShare)
    {
        var bad = $"{file.BadRows + file.LeftOutRows} of {file.RowsRead} rows have bad cells or no key";
        var allowed = FormattableString.Invariant($"Refresh:MaxBadCells={maxBadShare} allows");
        return $"{bad}, more than {allowed}: {string.Join("; ", file.Samples)}";
    }

    static string? Join(IReadOnlyList<string> headers) => headers.Count == 0 ? null : string.Join(',', headers);
}
