using ODataFeed.Query.Execution;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Database;

/// <summary>Keeps rows of batches until there are enough, each batch without the rows that fell out.</summary>
/// <param name="most">The bytes that may be held.</param>
/// <param name="reduce">Keeps the best of the rows so far; null where all stay.</param>
/// <param name="tooMany">The error beyond the limit, given how many rows are held.</param>
sealed class RowCollector(long most, Func<RowSet, RowSet>? reduce, Func<long, FeedException> tooMany)
{
    readonly List<Table> _tables = [];
    long _bytes;

    public long Count { get; private set; }

    public void Add(RowSet rows)
    {
        var table = Gathered(rows);
        if (reduce is not null)
        {
            var all = _tables.Count == 0 ? new RowSet(table, new RowList(table.Count)) : Joined(_tables[0], table);
            table = Gathered(reduce(all));
            _tables.Clear();
            (_bytes, Count) = (0, 0);
        }

        // A batch without rows says which columns there are; one of them is enough.
        if (table.Count > 0 || _tables.Count == 0)
            _tables.Add(table);
        Count += table.Count;
        _bytes += table.Bytes;
        if (_bytes > most)
            throw tooMany(Count);
    }

    /// <summary>All rows kept, in the order in which they came, or that of the reduction.</summary>
    public RowSet Rows()
    {
        var table = _tables is [var only] ? only : Table.Gather(_tables, [.. Enumerable.Range(0, checked((int)Count))]);
        return new RowSet(table, new RowList(table.Count));
    }

    static RowSet Joined(Table first, Table second)
    {
        var table = Table.Gather([first, second], [.. Enumerable.Range(0, first.Count + second.Count)]);
        return new RowSet(table, new RowList(table.Count));
    }

    static Table Gathered(RowSet rows) => rows.Rows.IsRun && rows.Rows.Count == rows.Table.Count ? rows.Table : Table.Gather([rows.Table], rows.Rows.ToArray());
}
