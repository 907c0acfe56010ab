using System.Net;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>A reader in the middle of its pages while reports are refreshed.</summary>
public sealed class SnapshotReadTests
{
    const int PageSize = 20;

    [Theory]
    [InlineData("Office365ActiveUserCounts")]
    [InlineData("OneDriveUsageAccountDetail")]
    public async Task AReadThatSpansAPublishHasTheRowsOfItsFirstPage(string set)
    {
        // Two reports, so that a snapshot is also superseded by a publish of another set.
        await using var feed = await RunningFeed.StartAsync(before: null, "--Refresh:Reports=Office365ActiveUserCounts,OneDriveUsageAccountDetail", "--Feed:SnapshotLease=00:30:00");
        var report = Reports.Catalog.Find(set)!;
        var rows = new ExpectedRows(report).Take(await feed.DownloadAsync(report));
        var before = rows.Set;
        var (read, second) = await feed.PageAsync($"{feed.Root}/{set}", PageSize);

        await feed.NextDayAsync();
        var after = rows.Take(await feed.DownloadAsync(report)).Set;

        Assert.NotEqual(before, after);
        for (var next = second; next is not null;)
        {
            (var page, next) = await feed.PageAsync(next, PageSize);
            read = [.. read, .. page];
        }

        Assert.Equal(before, read);
        Assert.Equal(after, await feed.RowsAsync(set, PageSize));
        if (report.HistorySet is { } history)
            Assert.Equal(rows.History, await feed.RowsAsync(history, PageSize));

        feed.Clock.Advance(TimeSpan.FromMinutes(30));
        var (status, code, _) = await feed.ErrorAsync(second!);
        Assert.Equal((HttpStatusCode.Gone, "SnapshotGone"), (status, code));
        Assert.Equal(after, await feed.RowsAsync(set, PageSize));
    }
}
