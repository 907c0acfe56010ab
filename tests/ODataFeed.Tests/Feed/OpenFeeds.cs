using Microsoft.Extensions.DependencyInjection;
using ODataFeed.Snapshot;
using ODataFeed.Snapshot.Derived;
using ODataFeed.Store;
using ODataFeed.Tests.Store;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>
/// The whole service with <c>Feed:UnknownColumns=Expose</c>, once from memory and once from the live tables of SQLite. The reports have
/// columns that the catalog does not know.
/// </summary>
public sealed class OpenFeeds : IAsyncLifetime
{
    static readonly DateOnly Refreshed = new(2026, 10, 30);

    FeedHost? _memory;
    FeedHost? _database;
    TestDatabase? _store;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>The service root over memory, without trailing slash.</summary>
    public string MemoryRoot => _memory!.App.Urls.First() + "/odata";

    /// <summary>The service root over the store, without trailing slash.</summary>
    public string DatabaseRoot => _database!.App.Urls.First() + "/odata";

    public async Task InitializeAsync()
    {
        _memory = await FeedFixture.StartAsync("--Feed:UnknownColumns=Expose");
        _memory.App.Services.GetRequiredService<PublishedSnapshots>().Publish([.. Tables(_memory).Select(table => table.Publish(1))], 1);
        _store = await TestDatabase.NewAsync(nameof(StoreProvider.Sqlite));
        _database = await FeedFixture.StartAsync(
            "--Feed:UnknownColumns=Expose", "--Feed:Engine=Database", "--Store:Provider=Sqlite", $"--Store:ConnectionString={_store.Options.ConnectionString}");
        await DatabaseFeeds.PublishAsync(_database, Tables(_database), 1);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        foreach (var host in new[] { _memory!, _database! })
        {
            await host.App.StopAsync();
            await host.DisposeAsync();
        }

        _store!.Dispose();
    }

    static IReadOnlyList<Table> Tables(FeedHost host)
    {
        var model = host.App.Services.GetRequiredService<FeedModel>();
        return
        [
            Of(model, "Office365ActivationsUserCounts", rows => rows
                .Add(Refreshed, "MICROSOFT 365 APPS FOR ENTERPRISE", 100L, 80L, 5L, """
                    "Tier":"gold","Seats":"100"
                    """)
                .Add(Refreshed, "PROJECT PLAN 3", 20L, 20L, 0L, """
                    "Tier":"a \"b\" \\ c"
                    """)
                .Add(Refreshed, "VISIO PLAN 2", 10L, 3L, null, null)
                .Add(Refreshed, "WINDOWS E3", 7L, null, null, """
                    "Seats":"7"
                    """)),
            Of(model, "OneDriveUsageStorage", rows => rows
                .Add(Refreshed, "All", 500L, new DateOnly(2026, 10, 28), 180, "\"Note\":\"1\\u000a2\u20283😀\"")
                .Add(Refreshed, "OneDrive", 400L, new DateOnly(2026, 10, 29), 180, "\"Tier\":\"silver\"")),
            Of(model, "SkypeForBusinessActivityCounts", rows => rows),
            DateTable.Of(new YearRange(2026, 2026), fiscalYearStart: 7),
        ];
    }

    static Table Of(FeedModel model, string set, Func<TableBuilder, TableBuilder> add) =>
        DownloadedRows.Of(add(new TableBuilder(model.Find(set)!)).Build()).Table;
}
