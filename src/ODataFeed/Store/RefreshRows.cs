using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Store;

/// <summary>Chooses whole refreshes of a history set, or days of a set of single days: the date leads the key.</summary>
static class RefreshRows
{
    /// <summary>
    /// The rows of those refreshes, given by day number and period (0 where the report takes none), for which the function is true.
    /// All of them: the same columns.
    /// </summary>
    public static Table Where(Table history, Func<(long Date, long Period), bool> isChosen)
    {
        var date = (NumberColumn)history.Columns[history.Schema.Key[0]];
        var period = IsKey(history.Schema, Report.ReportPeriod) ? (NumberColumn)history[Report.ReportPeriod] : null;
        var rows = new List<int>(history.Count);
        for (var row = 0; row < history.Count; row++)
        {
            if (isChosen((date.ValueOf(date.Codes[row]), period is null ? 0 : period.ValueOf(period.Codes[row]))))
                rows.Add(row);
        }

        return Table.Gather([history], [.. rows]);
    }

    static bool IsKey(TableSchema schema, string column) => schema.Key.Contains(schema.Find(column));
}
