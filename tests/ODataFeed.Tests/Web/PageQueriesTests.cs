using Microsoft.Extensions.DependencyInjection;
using ODataFeed.Query;
using ODataFeed.Query.Database;
using ODataFeed.Query.Execution;
using ODataFeed.Snapshot;
using ODataFeed.Tests.Feed;
using ODataFeed.Web;
using Xunit;

namespace ODataFeed.Tests.Web;

/// <summary>The queries of pages cost what those of the feed do.</summary>
public sealed class PageQueriesTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    [Fact]
    public async Task TheyTakeTheFeedsSlots()
    {
        var services = feed.Host.App.Services;
        using var slots = new QuerySlots(executing: 1, waiting: 0, TimeSpan.FromMinutes(1), TimeProvider.System);
        var queries = new PageQueries(
            services.GetRequiredService<FeedModel>(),
            services.GetRequiredService<PublishedSnapshots>(),
            services.GetRequiredService<DatabaseExecutor>(),
            slots,
            services.GetRequiredService<PageLimits>(),
            TimeProvider.System);
        var other = new TaskCompletionSource<int>();
        var held = slots.HoldAsync(() => other.Task, CancellationToken.None);

        var refusal = await Assert.ThrowsAsync<FeedException>(() => queries.RunAsync("Dates", "$top=1", CancellationToken.None));
        Assert.Equal("Busy", refusal.Code);

        other.SetResult(0);
        await held;
        Assert.Equal(1, (await queries.RunAsync("Dates", "$top=1", CancellationToken.None)).End);
    }
}
