using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;
using ODataFeed.Store;
using ODataFeed.Tests.Store;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>The whole service with <c>Feed:Engine=Database</c>, once per provider of the store; it serves <see cref="SmallTenant"/>.</summary>
public sealed class DatabaseFeeds : IAsyncLifetime
{
    readonly ConcurrentDictionary<string, Lazy<Task<FeedHost>>> _hosts = [];
    readonly List<TestDatabase> _databases = [];

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>The service root over a provider, without trailing slash.</summary>
    public async Task<string> RootAsync(string provider) => (await HostAsync(provider)).App.Urls.First() + "/odata";

    internal Task<FeedHost> HostAsync(string provider) => _hosts.GetOrAdd(provider, name => new Lazy<Task<FeedHost>>(() => StartAsync(name))).Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        Client.Dispose();
        foreach (var host in _hosts.Values)
        {
            await (await host.Value).App.StopAsync();
            await (await host.Value).DisposeAsync();
        }

        _databases.ForEach(database => database.Dispose());
    }

    /// <summary>Puts report rows into a service's store, and the other tables into its snapshot in place of those that follow from the rows.</summary>
    internal static async Task PublishAsync(FeedHost host, IReadOnlyList<Table> tables, long version)
    {
        var (store, model) = (host.App.Services.GetRequiredService<ReportStore>(), host.App.Services.GetRequiredService<FeedModel>());
        var reports = tables.Where(table => table.Schema.Report is not null).ToList();
        var changes = reports.Select(table => new TableChange(null, new Table(model.Find(table.Schema.Report!.HistorySet ?? table.Schema.Name)!, table.Columns))).ToList();
        await store.PublishAsync(changes, (await store.LoadAsync(CancellationToken.None)).PublishNumber, CancellationToken.None);
        await host.App.Services.GetRequiredService<SnapshotPublisher>().FollowAsync(CancellationToken.None);
        host.App.Services.GetRequiredService<PublishedSnapshots>().Publish([.. tables.Except(reports).Select(table => table.Publish(version))], version);
    }

    async Task<FeedHost> StartAsync(string provider)
    {
        var database = await TestDatabase.NewAsync(provider);
        lock (_databases)
            _databases.Add(database);
        string[] connection = database.Options.ConnectionString is { } text ? [$"--Store:ConnectionString={text}"] : [];
        var host = await FeedFixture.StartAsync(["--Feed:Engine=Database", $"--Store:Provider={provider}", .. connection]);
        await PublishAsync(host, SmallTenant.Tables(host.App.Services.GetRequiredService<FeedModel>()), 1);
        return host;
    }
}
