using System.Globalization;
using ODataFeed.Refresh;
using ODataFeed.Store;
using Xunit;

namespace ODataFeed.Tests.Refresh;

public sealed class HistoryRetentionTests
{
    const string Refreshes = "2026-05-30 2026-05-31 2026-06-15 2026-06-30 2026-07-01 2026-07-20 2026-07-31";

    [Theory]
    [InlineData(730, 35, false, Refreshes)]
    [InlineData(40, 35, false, "2026-06-30 2026-07-01 2026-07-20 2026-07-31")]
    [InlineData(0, 35, false, "2026-07-31")]
    [InlineData(730, 35, true, "2026-05-31 2026-06-30 2026-07-01 2026-07-20 2026-07-31")]
    [InlineData(730, 12, true, "2026-05-31 2026-06-30 2026-07-20 2026-07-31")]
    [InlineData(730, 5, true, "2026-05-31 2026-06-30 2026-07-31")]
    [InlineData(40, 12, true, "2026-06-30 2026-07-20 2026-07-31")]
    [InlineData(730, 0, true, "2026-07-31")]
    [InlineData(0, 35, true, "2026-07-31")]
    public void OldRefreshesGo(int days, int personalDays, bool personal, string kept)
    {
        var options = new StoreOptions { KeepHistoryDays = days, KeepPersonalHistoryDays = personalDays };
        var refreshes = Refreshes.Split(' ').Select(day => ((long)Day(day), 30L)).ToList();

        var dropped = HistoryRetention.Dropped(refreshes, personal, options, Day("2026-08-01"));

        var stay = refreshes.Where(refresh => !dropped.Contains(refresh)).Select(refresh => DateOnly.FromDayNumber((int)refresh.Item1).ToString("o"));
        Assert.Equal(kept, string.Join(' ', stay));
    }

    [Fact]
    public void TheNewestOfEachPeriodStaysHoweverOld()
    {
        (long, long)[] refreshes = [(Day("2020-01-01"), 7), (Day("2020-01-02"), 7), (Day("2019-01-01"), 30)];

        var dropped = HistoryRetention.Dropped(refreshes, personal: false, new StoreOptions(), Day("2026-08-01"));

        Assert.Equal([refreshes[0]], dropped);
    }

    static int Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture).DayNumber;
}
