using System.Globalization;
using ODataFeed.Web.Charts;
using Xunit;

namespace ODataFeed.Tests.Web.Charts;

/// <summary>Axes and paths of charts.</summary>
public sealed class ChartTests
{
    const long Tebibyte = 1L << 40;

    [Theory]
    [InlineData(0, 1071, "0 | 250 | 500 | 750 | 1,000 | 1,250")]
    [InlineData(0, 0, "0 | 1")]
    [InlineData(0, 3, "0 | 1 | 2 | 3")]
    [InlineData(0, 79014, "0 | 20K | 40K | 60K | 80K")]
    [InlineData(900, 1000, "900 | 920 | 940 | 960 | 980 | 1,000")]
    [InlineData(-5, 5, "-6 | -4 | -2 | 0 | 2 | 4 | 6")]
    public void TicksOfCountsAreRound(double min, double max, string ticks) => Assert.Equal(ticks, Ticks(min, max, ChartUnit.Count, fromZero: false));

    [Theory]
    [InlineData(40 * Tebibyte, "0 | 10 TB | 20 TB | 30 TB | 40 TB")]
    [InlineData(Tebibyte / 2, "0 | 200 GB | 400 GB | 600 GB")]
    [InlineData(700, "0 | 200 B | 400 B | 600 B | 800 B")]
    public void TicksOfBytesAreRoundInPowersOf1024(long max, string ticks) => Assert.Equal(ticks, Ticks(0, max, ChartUnit.Bytes, fromZero: true));

    [Fact]
    public void WhatIsDrawnAsLengthBeginsAtZero() => Assert.StartsWith("0 |", Ticks(900, 1000, ChartUnit.Count, fromZero: true), StringComparison.Ordinal);

    [Fact]
    public void ANullIsAGapInTheLine()
    {
        var chart = Chart(ChartKind.Line, [1, 2, null, 3, 4]);
        var path = ChartPaths.Line(new ChartFrame(chart, 400, 200), chart.Series[0].Values);
        Assert.Equal(2, path.Count(c => c == 'M'));
        Assert.Equal(2, path.Count(c => c == 'L'));
    }

    [Fact]
    public void AValueBetweenNullsIsADot() => Assert.Equal([1], ChartPaths.Alone([null, 5, null, 6, 7]));

    [Fact]
    public void AreasStandOnEachOther()
    {
        var chart = Chart(ChartKind.StackedArea, [1, 2, 3, 4, 5], [10, 10, null, 10, 10]);
        Assert.Equal([1, 2, 3, 4, 5], ChartPaths.Below(chart)[1]);
        var path = ChartPaths.Area(new ChartFrame(chart, 400, 200), chart.Series[1].Values, ChartPaths.Below(chart)[1]);
        Assert.Equal(2, path.Count(c => c == 'Z'));
    }

    [Fact]
    public void DaysStandAtTheirDistance()
    {
        var places = new[] { 1, 2, 12 }.Select(day => new ChartPlace($"{day}", new DateOnly(2026, 8, day))).ToList();
        var frame = new ChartFrame(new ChartModel(ChartKind.Line, ChartUnit.Count, places, [new("A", [1, 2, 3])]) { Title = "" }, 400, 200);
        Assert.Equal(10 * (frame.X(1) - frame.X(0)), frame.X(2) - frame.X(1), 6);
    }

    [Theory]
    [InlineData("2026-08-01", "2026-08-10", 20, "1 Aug, 2 Aug, 3 Aug, 4 Aug, 5 Aug, 6 Aug, 7 Aug, 8 Aug, 9 Aug, 10 Aug")]
    [InlineData("2026-08-01", "2026-09-15", 20, "3 Aug, 10 Aug, 17 Aug, 24 Aug, 31 Aug, 7 Sep, 14 Sep")]
    [InlineData("2026-10-15", "2027-02-15", 20, "Nov 2026, Dec, Jan 2027, Feb")]
    [InlineData("2026-08-01", "2026-08-10", 4, "1 Aug, 4 Aug, 7 Aug, 10 Aug")]
    public void DaysAreLabelledAsFarAsThereIsRoom(string first, string last, int most, string labels) =>
        Assert.Equal(labels, string.Join(", ", DayTicks.Of(Day(first), Day(last), most).Select(tick => tick.Label)));

    [Fact]
    public void AScreenReaderHearsTheLastValues() =>
        Assert.Equal("2 series, 3 rows from 0 to 2. Last values: Series 0 3, Series 1 8.", Chart(ChartKind.Line, [1, 2, 3], [7, 8, null]).Description);

    static string Ticks(double min, double max, ChartUnit unit, bool fromZero)
    {
        var scale = ValueScale.Of(min, max, fromZero, unit, lines: 5);
        return string.Join(" | ", scale.Ticks.Select(tick => unit.Short(tick, scale.Scale)));
    }

    static ChartModel Chart(ChartKind kind, params double?[][] series) => new(
        kind,
        ChartUnit.Count,
        [.. series[0].Select((_, i) => new ChartPlace($"{i}"))],
        [.. series.Select((values, i) => new ChartSeries($"Series {i}", values))])
    {
        Title = "Test",
    };

    static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
