using ODataFeed.Snapshot;

namespace ODataFeed.Query.Database;

/// <summary>The cells by which a row is sorted, in their stored types.</summary>
static class SortValues
{
    public static IReadOnlyList<object?> Of(Table table, int row, IReadOnlyList<SortColumn> sort) =>
        [.. sort.Select(column => table.Columns[column.Ordinal].GetObject(row) switch
        {
            DateTimeOffset instant => instant.UtcTicks,
            TimeSpan duration => duration.Ticks,
            var value => value,
        })];
}
