using ODataFeed.Query.Execution;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Database;

/// <summary>The rows of one stored table in the order of a query, read some at a time, and those of them that were not answered yet.</summary>
sealed class SortedRun(ReadSession session, TableSchema set, TableSchema part, RowQuery query, int size)
{
    RowQuery _next = query with { Take = size };
    Table? _rows;
    int _first;
    bool _isRead;

    /// <summary>No row is left, here or in the database.</summary>
    public bool IsDone => _isRead && Left == 0;

    int Left => _rows is null ? 0 : _rows.Count - _first;

    /// <summary>Reads on, where nothing is left of what was read.</summary>
    public async Task FillAsync(CancellationToken cancellation)
    {
        if (_isRead || Left > 0)
            return;
        var types = _next.Columns.Select(ordinal => set.Columns[ordinal].Type).ToList();
        _rows = StoredBatch.Of(set, _next.Columns, await session.ReadAsync(part, context => _next.Over(context, part), types, cancellation));
        _first = 0;
        _isRead = _rows.Count < size || size == 0;
        if (!_isRead)
            _next = _next with { After = SortValues.Of(_rows, _rows.Count - 1, _next.Sort), Skip = 0 };
    }

    /// <summary>The next rows of all runs in their common order: as many as are sure, which is until one of them must read on.</summary>
    public static RowSet Merge(IReadOnlyList<SortedRun> runs, IReadOnlyList<SortColumn> sort, int most)
    {
        if (runs is [var only])
            return only.Take(only.Left);
        if (runs.Where(run => run.Left > 0).ToList() is [var last] && runs.All(run => run == last || run._isRead))
            return last.Take(last.Left);
        var owners = runs.SelectMany((run, i) => Enumerable.Repeat(i, run.Left)).ToArray();
        var all = Table.Gather([.. runs.Select(run => run._rows!)], [.. runs.SelectMany((run, i) => Enumerable.Range(runs.Take(i).Sum(before => before._rows!.Count) + run._first, run.Left))]);
        SortKey[] keys = [.. sort.Select(column => new SortKey(all.Columns[column.Ordinal], column.Descending))];
        var sorted = RowOrder.Sort(keys, [.. Enumerable.Range(0, all.Count)]);
        var count = 0;
        while (count < sorted.Length && count < most)
        {
            var run = runs[owners[sorted[count++]]];
            run._first++;
            if (run.Left == 0 && !run._isRead)
                break;
        }

        return new RowSet(all, new RowList(sorted[..count]));
    }

    RowSet Take(int count)
    {
        var rows = new RowList(_rows!.Count).Slice(_first, count);
        _first += count;
        return new RowSet(_rows, rows);
    }
}
