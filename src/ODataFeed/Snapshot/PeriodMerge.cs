using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>
/// Merges a download into the history of a period report: it replaces the refresh of the same date and period, and leaves all
/// others alone. The set itself is the newest refresh per period. In a set of single days, a day is what a refresh is in a history.
/// </summary>
static class PeriodMerge
{
    /// <summary>The history with the download's refreshes in place of those it holds already. Both are sorted by key.</summary>
    public static Table Apply(Table history, Table download)
    {
        var replaced = Refreshes(download);
        var byKey = new RowComparison(history, download, history.Schema.Key);
        var of = new RefreshOf(history);
        var rows = new List<int>(history.Count + download.Count);
        var (old, @new) = (0, 0);
        while (old < history.Count || @new < download.Count)
        {
            if (old < history.Count && replaced.Contains(of[old]))
                old++;
            else if (@new == download.Count || (old < history.Count && byKey.Compare(old, @new) < 0))
                rows.Add(old++);
            else
                rows.Add(history.Count + @new++);
        }

        return Table.Gather([history, download], [.. rows]);
    }

    /// <summary>The rows of the newest refresh date of each period, under the schema of the set.</summary>
    public static Table Newest(Table history, TableSchema schema)
    {
        var newest = new Dictionary<long, long>();
        foreach (var (date, period) in Refreshes(history))
            newest[period] = Math.Max(date, newest.GetValueOrDefault(period, long.MinValue));
        var of = new RefreshOf(history);
        var rows = new List<int>(history.Count);
        for (var row = 0; row < history.Count; row++)
        {
            var (date, period) = of[row];
            if (newest[period] == date)
                rows.Add(row);
        }

        return new Table(schema, Table.Gather([history], [.. rows]).Columns);
    }

    /// <summary>The refreshes in a table: date (day number) and period (0 where the report takes none).</summary>
    public static HashSet<(long Date, long Period)> Refreshes(Table table)
    {
        var of = new RefreshOf(table);
        var refreshes = new HashSet<(long, long)>();
        for (var row = 0; row < table.Count; row++)
            refreshes.Add(of[row]);
        return refreshes;
    }

    /// <summary>Which refresh a row belongs to; its date leads the key.</summary>
    readonly struct RefreshOf(Table table)
    {
        readonly NumberColumn _date = (NumberColumn)table.Columns[table.Schema.Key[0]];
        readonly NumberColumn? _period = table.Schema.Key.Contains(table.Schema.Find(Report.ReportPeriod)) ? (NumberColumn)table[Report.ReportPeriod] : null;

        public (long Date, long Period) this[int row] =>
            (_date.ValueOf(_date.Codes[row]), _period is null ? 0 : _period.ValueOf(_period.Codes[row]));
    }
}
