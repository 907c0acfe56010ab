namespace ODataFeed.Query.Execution;

/// <summary>Rows of a table in the order they are answered: chosen ones, or a run in key order without naming each.</summary>
readonly struct RowList
{
    readonly int[]? _chosen;
    readonly int _start;

    /// <summary>All rows of a table.</summary>
    public RowList(int count) => Count = count;

    public RowList(int[] chosen)
    {
        _chosen = chosen;
        Count = chosen.Length;
    }

    RowList(int[]? chosen, int start, int count)
    {
        _chosen = chosen;
        _start = start;
        Count = count;
    }

    public int Count { get; }

    /// <summary>Bytes held: the numbers of the rows, where they are chosen ones.</summary>
    public long Bytes => sizeof(int) * (long)(_chosen?.Length ?? 0);

    /// <summary>All rows from the first one on, none left out.</summary>
    public bool IsRun => _chosen is null;

    public int this[int place] => _chosen is null ? _start + place : _chosen[_start + place];

    /// <summary>The rows without the first ones, and of the rest no more than some.</summary>
    public RowList Slice(long skip, long top)
    {
        var from = (int)Math.Min(skip, Count);
        return new RowList(_chosen, _start + from, (int)Math.Min(top, Count - from));
    }

    /// <summary>Some of the rows, for evaluators.</summary>
    public RowBatch Batch(int start, int count) =>
        _chosen is null ? RowBatch.Of(_start + start, count) : RowBatch.Of(_chosen.AsSpan(_start + start, count));

    public int[] ToArray()
    {
        if (_chosen is not null)
            return _start == 0 && Count == _chosen.Length ? _chosen : _chosen.AsSpan(_start, Count).ToArray();
        var rows = new int[Count];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = _start + i;
        return rows;
    }
}
