using ODataFeed.Snapshot;
using ODataFeed.Store;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>Merges downloads of a report into the rows it has. Pure: tables in, tables and outcomes out.</summary>
/// <param name="Changes">Sets whose rows are new: a trend, a history, a set of single days.</param>
/// <param name="Records">The records of the downloads, with what came of their rows.</param>
sealed record ReportMerge(IReadOnlyList<TableChange> Changes, IReadOnlyList<RefreshRecord> Records)
{
    /// <summary>Merges one download after the other, so that each is told what it changed.</summary>
    /// <param name="snapshot">The rows of before.</param>
    /// <param name="prune">Leaves out what is not to be kept any longer.</param>
    public static ReportMerge Of(FeedSnapshot snapshot, IEnumerable<ReportDownload> downloads, Func<Table, Table> prune)
    {
        var (changes, records) = (new List<TableChange>(), new List<RefreshRecord>());
        foreach (var ofSet in downloads.GroupBy(download => download.Set))
        {
            var before = snapshot.Find(ofSet.Key.Name);
            var first = records.Count;
            var after = prune(Merge(before ?? Table.Empty(ofSet.Key), ofSet, records));
            // A set that was never there is published without rows, too, once there was an answer.
            if (before is null ? records.Skip(first).Any(IsAnswer) : !ReferenceEquals(before.Columns, after.Columns))
                changes.Add(new TableChange(before, after));
        }

        return new ReportMerge(changes, records);
    }

    static Table Merge(Table current, IEnumerable<ReportDownload> downloads, List<RefreshRecord> records)
    {
        foreach (var (record, set, rows) in downloads)
        {
            if (rows is null)
            {
                records.Add(record);
                continue;
            }

            var merged = set.Report!.Shape == ReportShape.Trend ? TrendMerge.Apply(current, rows) : PeriodMerge.Apply(current, rows);
            var isKnown = TableDifference.Of(current, merged).IsEmpty;
            records.Add(record with { Outcome = isKnown ? RefreshOutcome.Unchanged : RefreshOutcome.Published });
            current = isKnown ? current : merged;
        }

        return current;
    }

    static bool IsAnswer(RefreshRecord record) => record.Outcome != RefreshOutcome.Failed;
}
