using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>
/// Merges a download into a trend: for one key the newest refresh date wins, then the later download, because Graph restates days that
/// are still in its window. Days that have left the window stay, so history grows past it.
/// </summary>
static class TrendMerge
{
    /// <summary>Both tables are sorted by key. What did not change keeps its columns.</summary>
    public static Table Apply(Table current, Table download)
    {
        var byKey = new RowComparison(current, download, current.Schema.Key);
        var refreshDate = current.Schema.Find(Report.ReportRefreshDate);
        var byRefresh = new RowComparison(current, download, refreshDate < 0 ? [] : [refreshDate]);
        var rows = new List<int>(current.Count + download.Count);
        var (old, @new) = (0, 0);
        while (old < current.Count || @new < download.Count)
        {
            var order = old == current.Count ? 1 : @new == download.Count ? -1 : byKey.Compare(old, @new);
            var keepsOld = order < 0 || (order == 0 && byRefresh.Compare(old, @new) > 0);
            rows.Add(keepsOld ? old : current.Count + @new);
            if (order <= 0)
                old++;
            if (order >= 0)
                @new++;
        }

        return Table.Gather([current, download], [.. rows]);
    }
}
