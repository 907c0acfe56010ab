using ODataFeed.Snapshot;
using Xunit;

namespace ODataFeed.Tests.Snapshot;

public sealed class PublishedSnapshotsTests
{
    readonly FakeClock _clock = new();

    [Fact]
    public void ASupersededTableLivesForItsLeaseAndThenIsGone()
    {
        var published = new PublishedSnapshots(_clock, TimeSpan.FromMinutes(30));
        published.Publish([Rows(1)], 1);
        published.Publish([Rows(2)], 2);
        _clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(1, published.Find("Things", 1)?.Version);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(published.Find("Things", 1));
        Assert.Equal(2, published.Find("Things", 2)?.Version);
    }

    [Fact]
    public void APublishOfAnotherSetDoesNotEndATable()
    {
        var published = new PublishedSnapshots(_clock, TimeSpan.Zero);
        published.Publish([Rows(1)], 1);
        var other = new TableSchema("Others", "", "", SampleTables.AllTypes.Columns, ["Id"]);
        published.Publish([Table.Empty(other).Publish(2)], 2);
        Assert.Equal(1, published.Find("Things", 1)?.Version);
        Assert.Equal(2, published.Current.Version);
    }

    static Table Rows(long version) => SampleTables.Random(new Random(1), 3).Table.Publish(version);
}
