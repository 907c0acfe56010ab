using ODataFeed.Query.Execution;
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

    /// <summary>Rows of several tables as one, in the order of the columns; no more than some.</summary>
    public static RowSet Merge(IReadOnlyList<Table> tables, IReadOnlyList<SortColumn> sort, int most)
    {
        if (tables is [var only])
            return new RowSet(only, new RowList(only.Count));
        var all = Table.Gather(tables, [.. Enumerable.Range(0, tables.Sum(table => table.Count))]);
        SortKey[] keys = [.. sort.Select(column => new SortKey(all.Columns[column.Ordinal], column.Descending))];
        return new RowSet(all, new RowList(RowOrder.Sort(keys, [.. Enumerable.Range(0, all.Count)])).Slice(0, most));
    }
}
