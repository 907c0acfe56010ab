using ODataFeed.Snapshot;
using Xunit;

namespace ODataFeed.Tests.Snapshot;

public sealed class TableCacheTests
{
    readonly Table _table = Table.Empty(SampleTables.AllTypes);

    /// <summary>Small tables have room for a hundred bytes, so an entry may have 25.</summary>
    readonly TableCache<string, string> _cache = new(share: 0, least: 100);

    [Fact]
    public void WhatNobodyAskedForTheLongestGoesFirst()
    {
        foreach (var name in new[] { "a", "b", "c", "d" })
            _cache.Keep(_table, name, name, 25);
        Assert.Equal("a", _cache.Find(_table, "a"));
        _cache.Keep(_table, "e", "e", 25);
        Assert.Null(_cache.Find(_table, "b"));
        Assert.Equal("a", _cache.Find(_table, "a"));
        Assert.Equal("e", _cache.Find(_table, "e"));
    }

    [Fact]
    public void WhatIsTooLargeIsNotKept()
    {
        _cache.Keep(_table, "a", "a", 26);
        Assert.Null(_cache.Find(_table, "a"));
    }

    [Fact]
    public void TheSameRowsPublishedAgainKnowNothing()
    {
        _cache.Keep(_table, "a", "a", 1);
        Assert.Null(_cache.Find(_table.Publish(1), "a"));
    }

    [Fact]
    public void WhatIsKeptAgainCountsOnce()
    {
        for (var i = 0; i < 10; i++)
            _cache.Keep(_table, "a", $"{i}", 25);
        _cache.Keep(_table, "b", "b", 25);
        Assert.Equal("9", _cache.Find(_table, "a"));
        Assert.Equal("b", _cache.Find(_table, "b"));
    }
}
