using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>The rows of a report as published last, as far as a merge can touch them: all of them where they are in memory.</summary>
/// <param name="Table">Null where nothing was published yet.</param>
/// <param name="Refreshes">All refreshes of a history, those included that are not read; null where the table has all.</param>
sealed record CurrentRows(Table? Table, IReadOnlyCollection<(long Date, long Period)>? Refreshes = null)
{
    /// <summary>Reads them from the store: the days of a trend that the downloads reach, or the refreshes they replace or push out.</summary>
    /// <param name="isDropped">Which of all refreshes will not be kept.</param>
    public static async Task<CurrentRows> ReadAsync(
        StoredRows stored,
        TableSchema schema,
        IReadOnlyList<Table> downloads,
        Func<IReadOnlyCollection<(long Date, long Period)>, HashSet<(long Date, long Period)>> isDropped,
        CancellationToken cancellationToken)
    {
        if (schema.Report!.Shape == ReportShape.Trend)
        {
            var day = schema.Key.First(ordinal => schema.Columns[ordinal].Type is ColumnType.Date or ColumnType.DateTimeOffset);
            var firsts = downloads.Select(table => (NumberColumn)table.Columns[day]).Where(column => column.MaxCode > 0).Select(column => column.ValueOf(1));
            return new CurrentRows(downloads.Count == 0 ? Table.Empty(schema) : await stored.ReadAsync(schema, day, null, firsts.DefaultIfEmpty(0).Min(), cancellationToken));
        }

        var kept = await stored.RefreshesAsync(schema, cancellationToken);
        var all = kept.Concat(downloads.SelectMany(PeriodMerge.Refreshes)).ToHashSet();
        var newest = kept.GroupBy(refresh => refresh.Period).Select(period => period.Max(refresh => refresh.Date));
        long[] dates = [.. newest.Concat(downloads.SelectMany(PeriodMerge.Refreshes).Concat(isDropped(all)).Select(refresh => refresh.Date)).Distinct()];
        return new CurrentRows(await stored.ReadAsync(schema, schema.Ordinal(Report.ReportRefreshDate), dates, 0, cancellationToken), all);
    }
}
