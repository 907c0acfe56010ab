using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Store;

/// <summary>
/// How a period report lies in the store: its own table has the newest refresh of each period, the history table the superseded ones.
/// The set <c>XHistory</c> is both together. So no row is stored twice, which in memory would double what the largest reports cost
/// (560 bytes a row), and a reader of <c>X</c> alone scans the newest refresh only.
/// </summary>
static class StoredHistory
{
    /// <summary>The two parts of a history set.</summary>
    public static (Table Newest, Table Superseded) Split(Table history, TableSchema set)
    {
        var newest = PeriodMerge.Newest(history, set);
        var kept = PeriodMerge.Refreshes(newest);
        if (newest.Count == history.Count)
            return (newest, Table.Empty(history.Schema));
        var date = (NumberColumn)history[Report.ReportRefreshDate];
        var period = history.Schema.Key.Contains(history.Schema.Find(Report.ReportPeriod)) ? (NumberColumn)history[Report.ReportPeriod] : null;
        var superseded = new List<int>(history.Count - newest.Count);
        for (var row = 0; row < history.Count; row++)
        {
            if (!kept.Contains((date.ValueOf(date.Codes[row]), period is null ? 0 : period.ValueOf(period.Codes[row]))))
                superseded.Add(row);
        }

        return (newest, Table.Gather([history], [.. superseded]));
    }

    /// <summary>The history set of its two parts, sorted by key.</summary>
    public static Table Join(Table newest, Table superseded)
    {
        var all = Table.Gather([superseded, new Table(superseded.Schema, newest.Columns)], [.. Enumerable.Range(0, newest.Count + superseded.Count)]);
        return Sorted(all);
    }

    /// <summary>The same rows in order of the key.</summary>
    public static Table Sorted(Table table) =>
        Table.Gather([table], RowOrder.Sort([.. table.Schema.Key.Select(ordinal => new SortKey(table.Columns[ordinal]))], [.. Enumerable.Range(0, table.Count)]));
}
