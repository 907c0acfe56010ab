using Microsoft.Extensions.Logging.Abstractions;
using ODataFeed.Store;
using ODataFeed.Tests.Store;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

public sealed class StoreRefusalTests
{
    [Fact]
    public async Task AStoreThatCannotBeUsedStopsTheStart()
    {
        using var database = await TestDatabase.NewAsync(nameof(StoreProvider.Sqlite));
        using (var store = new ReportStore(database.Database, StoreTables.None, "contoso", NullLogger<ReportStore>.Instance))
            await store.OpenAsync(default);

        Assert.Equal(1, await ServeAsync(database.Options.ConnectionString!));
        Assert.Equal(1, await ServeAsync("Data Source=/nowhere/feed.db"));
    }

    static Task<int> ServeAsync(string connectionString) => Serve.RunAsync(
        ["--urls=http://127.0.0.1:0", "--GraphSimulator:Users=10", "--Store:Provider=Sqlite", $"--Store:ConnectionString={connectionString}"]);
}
