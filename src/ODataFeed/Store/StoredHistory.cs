using ODataFeed.Snapshot;

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
        if (newest.Count == history.Count)
            return (newest, Table.Empty(history.Schema));
        var refreshes = PeriodMerge.Refreshes(newest);
        return (newest, RefreshRows.Where(history, refresh => !refreshes.Contains(refresh)));
    }

    /// <summary>The history set of its two parts, sorted by key.</summary>
    public static Table Join(Table newest, Table superseded)
    {
        var parts = new[] { superseded, new Table(superseded.Schema, newest.Columns) };
        return Sorted(Table.Gather(parts, [.. Enumerable.Range(0, newest.Count + superseded.Count)]));
    }

    /// <summary>The same rows in order of the key.</summary>
    public static Table Sorted(Table table)
    {
        SortKey[] keys = [.. table.Schema.Key.Select(ordinal => new SortKey(table.Columns[ordinal]))];
        return Table.Gather([table], RowOrder.Sort(keys, [.. Enumerable.Range(0, table.Count)]));
    }
}
