using ODataFeed.Ingest;
using ODataFeed.Snapshot;

namespace ODataFeed.Refresh;

/// <summary>What came of fetching a report for one period: the record, and the rows where there are any to merge.</summary>
sealed record ReportDownload(RefreshRecord Record, Table? Rows)
{
    /// <summary>Nothing usable came.</summary>
    public static ReportDownload Failed(RefreshRecord record, string error, string? code) =>
        new(record with { Outcome = RefreshOutcome.Failed, Error = error, ErrorCode = code }, Rows: null);

    /// <summary>A file was read: fit to be merged, without rows, or worse than <paramref name="maxBadShare"/>.</summary>
    public static ReportDownload Of(RefreshRecord record, IngestedFile file, double maxBadShare)
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
        };
        if (file.BadShare > maxBadShare)
            return Failed(record with { Rows = 0 }, TooBad(file, maxBadShare), code: null);
        return file.RowsRead == 0
            ? new ReportDownload(record with { Outcome = RefreshOutcome.Empty }, Rows: null)
            : new ReportDownload(record, rows.Table);
    }

    static string TooBad(IngestedFile file, double maxBadShare)
    {
        var bad = $"{file.BadRows + file.LeftOutRows} of {file.RowsRead} rows have bad cells or no key";
        var allowed = FormattableString.Invariant($"Refresh:MaxBadCells={maxBadShare} allows");
        return $"{bad}, more than {allowed}: {string.Join("; ", file.Samples)}";
    }

    static string? Join(IReadOnlyList<string> headers) => headers.Count == 0 ? null : string.Join(',', headers);
}
