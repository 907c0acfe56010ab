using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>The rows published last, as far as a merge can touch them: all of them where they are in memory.</summary>
/// <param name="Snapshot">The tables with those rows; none for a set that was never published.</param>
/// <param name="Refreshes">Per set all its refreshes, those included that were not read; nothing for sets whose table has them all.</param>
sealed record CurrentRows(FeedSnapshot Snapshot, IReadOnlyDictionary<TableSchema, IReadOnlyCollection<(long Date, long Period)>> Refreshes)
{
    public static IReadOnlyDictionary<TableSchema, IReadOnlyCollection<(long Date, long Period)>> AreAll { get; } =
        new Dictionary<TableSchema, IReadOnlyCollection<(long, long)>>();

    /// <summary>Reads them from the store: the days of a trend that the downloads reach, or the refreshes they replace or push out.</summary>
    /// <param name="stored">The store.</param>
    /// <param name="snapshot">Says which sets were published.</param>
    /// <param name="downloads">What is about to be merged.</param>
    /// <param name="dropped">Those of all refreshes of a set that will not be kept.</param>
    public static async Task<CurrentRows> ReadAsync(
        StoredRows stored,
        FeedSnapshot snapshot,
        IEnumerable<ReportDownload> downloads,
        Func<TableSchema, IReadOnlyCollection<(long Date, long Period)>, HashSet<(long Date, long Period)>> dropped,
        CancellationToken cancellationToken)
    {
        var (tables, refreshes) = (new List<Table>(), new Dictionary<TableSchema, IReadOnlyCollection<(long, long)>>());
        foreach (var ofSet in downloads.GroupBy(download => download.Set).Where(ofSet => snapshot.Find(ofSet.Key.Name) is not null))
        {
            var (set, rows) = (ofSet.Key, ofSet.Select(download => download.Rows).OfType<Table>().ToList());
            if (set.Report!.Shape == ReportShape.Trend)
            {
                tables.Add(await ReadTrendAsync(stored, set, rows, cancellationToken));
                continue;
            }

            var kept = await stored.RefreshesAsync(set, cancellationToken);
            var replaced = rows.SelectMany(PeriodMerge.Refreshes).ToHashSet();
            refreshes[set] = kept.Concat(replaced).ToHashSet();
            var newest = kept.GroupBy(refresh => refresh.Period).Select(period => period.Max(refresh => refresh.Date));
            long[] dates = [.. newest.Concat(replaced.Concat(dropped(set, refreshes[set])).Select(refresh => refresh.Date)).Distinct()];
            tables.Add(await stored.ReadAsync(set, set.Key[0], dates, 0, cancellationToken));
        }

        return new CurrentRows(FeedSnapshot.Empty.With(tables, snapshot.Version), refreshes);
    }

    static async Task<Table> ReadTrendAsync(StoredRows stored, TableSchema set, IReadOnlyList<Table> downloads, CancellationToken cancellationToken)
    {
        var day = set.Key.First(ordinal => set.Columns[ordinal].Type is ColumnType.Date or ColumnType.DateTimeOffset);
        var firsts = downloads.Select(table => (NumberColumn)table.Columns[day]).Where(column => column.MaxCode > 0).Select(column => column.ValueOf(1)).ToList();
        return firsts.Count == 0 ? Table.Empty(set) : await stored.ReadAsync(set, day, null, firsts.Min(), cancellationToken);
    }
}
