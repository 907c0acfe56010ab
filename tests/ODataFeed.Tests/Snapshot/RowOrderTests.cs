using ODataFeed.Snapshot;
using Xunit;

namespace ODataFeed.Tests.Snapshot;

public sealed class RowOrderTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1, false, 2, true, 3, false)]
    [InlineData(4, true)]
    [InlineData(4, false, 1, true)] // wider than one packed number: sorted by comparing
    [InlineData(5, true, 7, false)]
    public void SortsAsLinqDoesAndKeepsTheOrderOfEquals(params object[] keys)
    {
        var (table, rows) = SampleTables.Random(new Random(3), 3_000);
        int[] some = [.. Enumerable.Range(0, table.Count).Where(row => row % 3 != 0)];
        IOrderedEnumerable<int> expected = some.OrderBy(_ => 0);
        var sortKeys = new List<SortKey>();
        for (var i = 0; i < keys.Length; i += 2)
        {
            var (ordinal, descending) = ((int)keys[i], (bool)keys[i + 1]);
            sortKeys.Add(new SortKey(table.Columns[ordinal], descending));
            expected = descending
                ? expected.ThenByDescending(row => rows[row][ordinal], CellOrder.Instance)
                : expected.ThenBy(row => rows[row][ordinal], CellOrder.Instance);
        }

        Assert.Equal(expected, RowOrder.Sort(sortKeys, some));
    }
}
