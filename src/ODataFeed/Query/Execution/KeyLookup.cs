using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>Finds the row of a key: the rows are sorted by key, so each key column narrows the range by bisection.</summary>
static class KeyLookup
{
    /// <summary>The row, or -1.</summary>
    public static int Find(Table table, IReadOnlyList<Constant> key)
    {
        var (low, high) = (0, table.Count);
        for (var part = 0; part < key.Count; part++)
        {
            var column = table.Columns[table.Schema.Key[part]];
            var (from, below) = SelectorCompiler.Equal(column, key[part].Value!);
            if (from > below)
                return -1;
            (low, high) = (First(column.Codes, from, low, high), First(column.Codes, from + 1, low, high));
        }

        return low < high ? low : -1;
    }

    /// <summary>The first row of the range whose code is at least <paramref name="code"/>.</summary>
    public static int First(Codes codes, ulong code, int low, int high)
    {
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (codes[middle] < code)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
