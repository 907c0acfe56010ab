using ODataFeed.Snapshot;

namespace ODataFeed.Store;

/// <summary>What must be written to make one table of the other.</summary>
/// <param name="Deleted">Rows of the old table whose key is gone.</param>
/// <param name="Changed">Rows of both tables that share a key and differ in other cells.</param>
/// <param name="Added">Rows of the new table with a new key.</param>
sealed record TableDifference(IReadOnlyList<int> Deleted, IReadOnlyList<(int Before, int After)> Changed, IReadOnlyList<int> Added)
{
    /// <summary>The tables hold the same rows.</summary>
    public bool IsEmpty => Deleted.Count + Changed.Count + Added.Count == 0;

    /// <summary>Compares two tables sorted by key, walking through both at once.</summary>
    public static TableDifference Of(Table before, Table after)
    {
        if (ReferenceEquals(before.Columns, after.Columns))
            return new TableDifference([], [], []);
        var key = after.Schema.Key;
        var byKey = new RowComparison(before, after, key);
        var byRest = new RowComparison(before, after, Enumerable.Range(0, after.Columns.Count).Except(key));
        var (deleted, changed, added) = (new List<int>(), new List<(int, int)>(), new List<int>());
        for (var (old, @new) = (0, 0); old < before.Count || @new < after.Count;)
        {
            var order = old == before.Count ? 1 : @new == after.Count ? -1 : byKey.Compare(old, @new);
            if (order < 0)
            {
                deleted.Add(old++);
            }
            else if (order > 0)
            {
                added.Add(@new++);
            }
            else
            {
                if (byRest.Compare(old, @new) != 0)
                    changed.Add((old, @new));
                (old, @new) = (old + 1, @new + 1);
            }
        }

        return new TableDifference(deleted, changed, added);
    }
}
