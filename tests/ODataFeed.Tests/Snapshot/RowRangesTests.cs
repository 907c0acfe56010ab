using ODataFeed.Snapshot;
using Xunit;

namespace ODataFeed.Tests.Snapshot;

public sealed class RowRangesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(RowRanges.Least - 1)]
    [InlineData(RowRanges.Least)]
    [InlineData((RowRanges.Least * 7) + 3)]
    public void RangesCoverAllRowsInOrder(int rows)
    {
        var ranges = RowRanges.Run(rows, (first, end) => (first, end));
        Assert.Equal(0, ranges[0].first);
        Assert.Equal(rows, ranges[^1].end);
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.Equal(pair.First.end, pair.Second.first));
    }

    [Fact]
    public void OfSeveralErrorsThatOfTheFirstRowsIsThrown()
    {
        for (var i = 0; i < 20; i++)
        {
            var error = Assert.Throws<InvalidOperationException>(() => RowRanges.Run<int>(RowRanges.Least, (first, _) => throw new InvalidOperationException($"{first}")));
            Assert.Equal("0", error.Message);
        }
    }
}
