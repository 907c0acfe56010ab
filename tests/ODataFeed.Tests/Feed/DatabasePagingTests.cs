using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;
using ODataFeed.Store;
using ODataFeed.Tests.Store;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>Pages over live tables: <c>Feed:Engine=Database</c>.</summary>
public sealed class DatabasePagingTests : IAsyncLifetime
{
    const string Set = "Office365ActivationsUserCounts";

    readonly DatabaseFeeds _feeds = new();

    public Task InitializeAsync() => _feeds.InitializeAsync();

    public Task DisposeAsync() => _feeds.DisposeAsync();

    public static TheoryData<string> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task EveryOrderHasEachRowOncePageByPage(string provider)
    {
        var root = await _feeds.RootAsync(provider);
        foreach (var order in new[] { "", "Activated", "Activated desc", "SharedComputerActivation desc,Assigned", "ProductType desc", "Assigned sub Activated" })
        {
            var query = order.Length == 0 ? "$select=ProductType" : $"$select=ProductType&$orderby={order}";
            var whole = (await PageAsync($"{root}/{Set}?{query}", 100)).Rows;
            Assert.Equal(4, whole.Count);
            Assert.Equal(whole, await RowsAsync($"{root}/{Set}?{query}", 1));
            Assert.Equal(whole[1..3], await RowsAsync($"{root}/{Set}?{query}&$skip=1&$top=2", 1));
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task RowsPublishedBetweenPagesAreNeitherTwiceNorLost(string provider)
    {
        var host = await _feeds.HostAsync(provider);
        var root = await _feeds.RootAsync(provider);
        var (first, next) = await PageAsync($"{root}/{Set}?$select=ProductType", 2);

        await AddAsync(host, "A FIRST ONE", "PROJECT PLAN 1", "ZETA");

        var rest = await RowsAsync(next!, 2);
        Assert.Equal(["MICROSOFT 365 APPS FOR ENTERPRISE", "O'NEIL \"SPECIAL\""], first);
        Assert.Equal(["PROJECT PLAN 1", "PROJECT PLAN 3", "VISIO PLAN 2", "ZETA"], rest);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task PagesOfGroupsEndWithTheVersionTheyWereMadeOf(string provider)
    {
        var host = await _feeds.HostAsync(provider);
        var root = await _feeds.RootAsync(provider);
        var (_, next) = await PageAsync($"{root}/{Set}?$apply=groupby((ProductType))", 2);
        Assert.Equal(["PROJECT PLAN 3", "VISIO PLAN 2"], await RowsAsync(next!, 2));

        await AddAsync(host, "ZETA");

        using var gone = await _feeds.Client.GetAsync(next);
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
    }

    [Theory]
    [InlineData("k2---0-W10")]
    [InlineData("k2---SIGN-W10")]
    [InlineData("k2---SIGN-bm9uc2Vuc2U")]
    [InlineData("k0---SIGN-WyJ4Il0")]
    [InlineData("k2---SIGN-!")]
    [InlineData("k2---SIGN-WyIyMDI2LTAyLTMwIiwieCJd")]
    public async Task ATokenMadeByHandIsRefused(string token)
    {
        var root = await _feeds.RootAsync("Sqlite");
        var (_, next) = await PageAsync($"{root}/{Set}?$select=ProductType", 2);
        var sign = next!.Split('-')[3];
        using var answer = await _feeds.Client.GetAsync($"{root}/{Set}?$select=ProductType&$skiptoken={token.Replace("SIGN", sign, StringComparison.Ordinal)}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("InvalidSkipToken", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task AHistoryHasTheRowsOfItsTwoTablesInOneOrder(string provider)
    {
        var host = await _feeds.HostAsync(provider);
        var root = await _feeds.RootAsync(provider);
        await AddRefreshAsync(host, new DateOnly(2026, 10, 31));

        var rows = await RowsAsync($"{root}/{Set}History?$select=ProductType&$orderby=ProductType,ReportRefreshDate", 2);
        Assert.Equal(["MICROSOFT 365 APPS FOR ENTERPRISE", "MICROSOFT 365 APPS FOR ENTERPRISE", "O'NEIL \"SPECIAL\"", "PROJECT PLAN 3", "VISIO PLAN 2"], rows);
        Assert.Equal(["MICROSOFT 365 APPS FOR ENTERPRISE"], await RowsAsync($"{root}/{Set}?$select=ProductType", 2));
        Assert.Equal("5", (await _feeds.Client.GetStringAsync($"{root}/{Set}History/$count")).TrimStart('\uFEFF'));
        var groups = await _feeds.Client.GetStringAsync($"{root}/{Set}History?$apply=groupby((ProductType),aggregate(Assigned with sum as A,$count as N))&$filter=N eq 2&$format=application/json;odata.metadata=none");
        Assert.Equal("""{"value":[{"ProductType":"MICROSOFT 365 APPS FOR ENTERPRISE","A":103,"N":2}]}""", groups);
    }

    /// <summary>Publishes the rows of before and more of the same refresh.</summary>
    static Task AddAsync(FeedHost host, params string[] products) => ChangeAsync(host, new DateOnly(2026, 10, 30), products);

    static Task AddRefreshAsync(FeedHost host, DateOnly day) => ChangeAsync(host, day, "MICROSOFT 365 APPS FOR ENTERPRISE");

    static async Task ChangeAsync(FeedHost host, DateOnly day, params string[] products)
    {
        var (store, model) = (host.App.Services.GetRequiredService<ReportStore>(), host.App.Services.GetRequiredService<FeedModel>());
        var schema = model.Find(Set + "History")!;
        var content = await store.LoadAsync(CancellationToken.None);
        var before = content.Tables.Single(table => table.Schema == schema);
        var added = new TableBuilder(schema);
        foreach (var product in products)
            added.Add(day, product, 3L, null, null);
        var both = Table.Gather([before, added.Build()], [.. Enumerable.Range(0, before.Count + products.Length)]);
        var number = await store.PublishAsync([new TableChange(before, DownloadedRows.Of(both).Table)], content.PublishNumber, CancellationToken.None);
        Assert.NotNull(number);
        await host.App.Services.GetRequiredService<SnapshotPublisher>().FollowAsync(CancellationToken.None);
    }

    async Task<List<string>> RowsAsync(string address, int pageSize)
    {
        var rows = new List<string>();
        for (string? next = address; next is not null;)
        {
            (var page, next) = await PageAsync(next, pageSize);
            rows.AddRange(page);
        }

        return rows;
    }

    /// <summary>The product types of a page, and the link to the next.</summary>
    async Task<(List<string> Rows, string? Next)> PageAsync(string address, int pageSize)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Prefer", $"odata.maxpagesize={pageSize}");
        using var answer = await _feeds.Client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        using var json = JsonDocument.Parse(body);
        var next = json.RootElement.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        return ([.. json.RootElement.GetProperty("value").EnumerateArray().Select(row => row.GetProperty("ProductType").GetString()!)], next);
    }
}
