namespace ODataFeed.Query.Execution;

/// <summary>Rows of a table in the order they are answered: chosen ones, or all in key order without naming each.</summary>
readonly struct RowList
{
    readonly int[]? _chosen;

    public RowList(int count) => Count = count;

    public RowList(int[] chosen)
    {
        _chosen = chosen;
        Count = chosen.Length;
    }

    public int Count { get; }

    public int this[int place] => _chosen is null ? place : _chosen[place];
}
