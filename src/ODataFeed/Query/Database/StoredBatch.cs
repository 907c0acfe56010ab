using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Query.Database;

/// <summary>Makes tables of what was read, as wide as the set, so that ordinals mean what they mean in the plan.</summary>
static class StoredBatch
{
    static readonly Dictionary<ColumnType, Column> Empty = Enum.GetValues<ColumnType>().ToDictionary(type => type, type => ColumnBuilder.For(type).Build());

    /// <summary>A table with the columns read in their places; the others are null and share one list of codes.</summary>
    public static Table Of(TableSchema set, IReadOnlyList<int> ordinals, IReadOnlyList<Column> read)
    {
        var count = read[0].Count;
        var none = Codes.Create(count, 0);
        var columns = set.Columns.Select(column => Empty[column.Type].WithCodes(none)).ToArray();
        for (var i = 0; i < ordinals.Count; i++)
            columns[ordinals[i]] = read[i];
        return new Table(set, columns, count: count);
    }
}
