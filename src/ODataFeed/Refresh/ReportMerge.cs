using ODataFeed.Snapshot;
using ODataFeed.Store;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>Merges downloads of a report into the rows it has. Pure: tables in, a table and outcomes out.</summary>
/// <param name="Table">The rows afterwards: of a period report its history set, else the set itself.</param>
/// <param name="Records">The records of the downloads, with what came of their rows.</param>
sealed record ReportMerge(Table Table, IReadOnlyList<RefreshRecord> Records)
{
    /// <summary>Merges one download after the other, so that each is told what it changed.</summary>
    public static ReportMerge Of(Report report, Table current, IEnumerable<ReportDownload> downloads)
    {
        var records = new List<RefreshRecord>();
        foreach (var (record, rows) in downloads)
        {
            if (rows is null)
            {
                records.Add(record);
                continue;
            }

            var merged = report.Shape == ReportShape.Trend ? TrendMerge.Apply(current, rows) : PeriodMerge.Apply(current, rows);
            var isKnown = TableDifference.Of(current, merged).IsEmpty;
            records.Add(record with { Outcome = isKnown ? RefreshOutcome.Unchanged : RefreshOutcome.Published });
            current = isKnown ? current : merged;
        }

        return new ReportMerge(current, records);
    }
}
