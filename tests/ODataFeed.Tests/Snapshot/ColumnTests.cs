using ODataFeed.Snapshot;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Snapshot;

public sealed class ColumnTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ColumnsGiveBackEveryCellPutIn(int seed)
    {
        var (table, rows) = SampleTables.Random(new Random(seed), 5_000);
        Assert.Equal(rows, SampleTables.RowsOf(table));
    }

    [Fact]
    public void GatheringFromTwoTablesTakesTheRowsAskedForInOrder()
    {
        var random = new Random(7);
        var (left, leftRows) = SampleTables.Random(random, 3_000);
        var (right, rightRows) = SampleTables.Random(random, 2_500);
        List<object?[]> all = [.. leftRows, .. rightRows];
        int[] picks = [.. Enumerable.Range(0, 4_000).Select(_ => random.Next(all.Count))];
        Assert.Equal(picks.Select(pick => all[pick]), SampleTables.RowsOf(Table.Gather([left, right], picks)));
    }

    [Fact]
    public void GreaterValuesHaveGreaterCodesAndNullHasNone()
    {
        var (table, rows) = SampleTables.Random(new Random(11), 2_000);
        for (var ordinal = 0; ordinal < table.Columns.Count; ordinal++)
        {
            var codes = table.Columns[ordinal].Codes;
            var byCode = Enumerable.Range(0, table.Count).OrderBy(row => codes[row]).Select(row => rows[row][ordinal]).Distinct().ToList();
            Assert.Equal(rows.Select(row => row[ordinal]).Distinct().OrderBy(cell => cell, CellOrder.Instance), byCode);
        }
    }

    [Theory]
    [InlineData(200, 1)]
    [InlineData(60_000, 2)]
    [InlineData(5_000_000, 4)]
    [InlineData(5_000_000_000_000, 8)]
    public void CodesTakeTheNarrowestWidth(long largest, int width)
    {
        var builder = new NumberBuilder(ColumnType.Int64);
        for (var i = 0; i < 70_000; i++)
            builder.Append(largest / 70_000 * i);
        builder.Append(largest);
        Assert.Equal(70_001L * width, builder.Build().Codes.Bytes);
    }

    [Fact]
    public void FewDistinctButWideNumbersAreListed()
    {
        var builder = new NumberBuilder(ColumnType.Int64);
        for (var i = 0; i < 10_000; i++)
            builder.Append(i % 3 * 53_687_091_200);
        Assert.Equal(10_000, builder.Build().Codes.Bytes);
    }

    [Fact]
    public void TextNoLongerUsedLeavesTheDictionary()
    {
        var builder = new TextBuilder();
        builder.Append("gone@contoso.com");
        builder.Append("stays@contoso.com");
        var column = (TextColumn)Column.Gather([builder.Build()], [1]);
        Assert.Equal(1, column.Dictionary.Count);
        Assert.Equal("stays@contoso.com", column.GetObject(0));
    }

    [Fact]
    public void InvalidUtf8BecomesReplacementCharacters()
    {
        var builder = new TextBuilder();
        builder.Append([0x61, 0x80, 0x62]);
        Assert.Equal("a\uFFFDb", builder.Build().GetObject(0));
    }
}
