using System.Net;
using GraphSimulator.Faults;
using Microsoft.EntityFrameworkCore;
using ODataFeed.Snapshot;
using ODataFeed.Store;
using ODataFeed.Tests.Store;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>Graph adds a column to its files, and the service exposes it.</summary>
[Collection(nameof(Console))]
public sealed class UnknownColumnTests : IDisposable
{
    /// <summary>A trend, and a detail report with its history and its days.</summary>
    static readonly string[] Sets = ["EmailActivityCounts", "EmailActivityUserDetail", "EmailActivityUserDetailHistory", "EmailActivityUserDetailByDay"];

    readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public static TheoryData<string> Providers => TestDatabase.KeepingProviders;

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ItsCellsAreAnsweredKeptAndMoved(string provider)
    {
        using var store = await TestDatabase.NewAsync(provider);
        using var other = await TestDatabase.NewAsync(nameof(StoreProvider.Sqlite));
        Dictionary<string, string> expected;
        await using (var feed = await StartAsync("Expose", store))
        {
            feed.Graph.Faults.Add([new Fault { Kind = FaultKind.ColumnAdded, Column = "Recipient Type" }]);
            await feed.PassAsync(feed.RefreshAsync(Reports.Of("getEmailActivityCounts")));
            await feed.PassAsync(feed.RefreshAsync(Reports.Of("getEmailActivityUserDetail")));
            expected = await AnswersAsync(feed);
            Assert.All(expected.Values, body => Assert.Contains(",\"RecipientType\":\"new\"}", body, StringComparison.Ordinal));
            foreach (var set in Sets)
                Assert.Equal(await BodyAsync(feed, $"{set}/$count"), await BodyAsync(feed, $"{set}/$count?$filter=RecipientType%20eq%20'new'"));
            Assert.Contains("\"UnknownColumns\":\"Recipient Type\"", await BodyAsync(feed, "Refreshes"), StringComparison.Ordinal);
        }

        await using (var feed = await StartAsync("Log", store))
        {
            Assert.All((await AnswersAsync(feed)).Values, body => Assert.DoesNotContain("RecipientType", body, StringComparison.Ordinal));
            Assert.Equal("UnknownProperty", (await feed.ErrorAsync($"{feed.Root}/EmailActivityCounts?$filter=RecipientType%20eq%20'new'")).Code);
            Assert.DoesNotContain("OpenType", await BodyAsync(feed, "$metadata"), StringComparison.Ordinal);
        }

        await MoveAsync(store, other);
        foreach (var again in new[] { store, other })
        {
            await using var feed = await StartAsync("Expose", again);
            Assert.Equal(expected, await AnswersAsync(feed));
        }
    }

    [Fact]
    public async Task ItsCellsAreReadFromTheStoreWhereRowsStayThere()
    {
        using var store = await TestDatabase.NewAsync(nameof(StoreProvider.Sqlite));
        await using var feed = await StartAsync("Expose", store, "--Feed:Engine=Database");
        feed.Graph.Faults.Add([new Fault { Kind = FaultKind.ColumnAdded, Column = "Recipient Type" }]);
        await feed.PassAsync(feed.RefreshAsync(Reports.Of("getEmailActivityUserDetail")));

        foreach (var set in Sets[1..])
        {
            Assert.Contains(",\"RecipientType\":\"new\"}", await BodyAsync(feed, set), StringComparison.Ordinal);
            Assert.Equal(await BodyAsync(feed, $"{set}/$count"), await BodyAsync(feed, $"{set}/$count?$filter=RecipientType%20eq%20'new'"));
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task NothingOfItStaysUnderAStricterPolicy(string provider)
    {
        using var store = await TestDatabase.NewAsync(provider);
        await using (var feed = await StartAsync("Expose", store))
        {
            feed.Graph.Faults.Add([new Fault { Kind = FaultKind.ColumnAdded, Column = "Recipient Type" }]);
            await feed.PassAsync(feed.RefreshAsync(Reports.Of("getEmailActivityCounts")));
        }

        Assert.NotEqual(0, await StoredAsync(store));
        await (await StartAsync("Log", store)).DisposeAsync();
        Assert.NotEqual(0, await StoredAsync(store));
        await (await StartAsync("Log", store, "--Privacy:PersonalData=Hide")).DisposeAsync();
        Assert.Equal(0, await StoredAsync(store));
    }

    /// <summary>The rows of the trend that hold cells of an unknown column, whatever the settings.</summary>
    static async Task<int> StoredAsync(TestDatabase store)
    {
        var schema = TableSchema.Of(Reports.Of("getEmailActivityCounts")).Opened();
        await using var context = store.Database.NewContext(StoreTables.Only(schema));
        return await context.Rows(schema).CountAsync(row => EF.Property<string?>(row, DynamicProperties.Column) != null);
    }

    async Task MoveAsync(TestDatabase from, TestDatabase to)
    {
        foreach (var (verb, store) in new[] { ("export", from), ("import", to) })
        {
            var (exit, told) = await ExportImportTests.RunAsync(verb, [_folder, "--Feed:UnknownColumns=Expose", .. ExportImportTests.StoreOf(store)]);
            Assert.True(exit == 0, told);
        }
    }

    static Task<RunningFeed> StartAsync(string unknownColumns, TestDatabase store, params string[] args) => RunningFeed.StartAsync(before: null,
        [
            $"--Feed:UnknownColumns={unknownColumns}", "--Refresh:OnStart=false", "--Refresh:Every=20.00:00:00", "--Refresh:ByDay=true", "--Refresh:Budget=4",
            .. ExportImportTests.StoreOf(store), .. args,
        ]);

    static async Task<Dictionary<string, string>> AnswersAsync(RunningFeed feed)
    {
        var answers = new Dictionary<string, string>();
        foreach (var set in Sets)
            answers[set] = (await BodyAsync(feed, set)).Replace(feed.Root, "", StringComparison.Ordinal);
        return answers;
    }

    static async Task<string> BodyAsync(RunningFeed feed, string path)
    {
        var (status, body) = await feed.GetAsync($"{feed.Root}/{path}", 10_000);
        Assert.True(status == HttpStatusCode.OK, body);
        return body;
    }
}
