using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ODataFeed.Snapshot;
using ODataFeed.Store;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Store;

/// <summary>The right to refresh, held by one session at a time, and what sessions hear.</summary>
public sealed class StoreSessionTests
{
    static readonly TableSchema Schema = new("Things", "Thing", "Things.", [new("Name", ColumnType.String, false, "A name.")], ["Name"]);

    [PostgreSqlFact]
    public async Task OneSessionOfASchemaRefreshes()
    {
        var here = await PostgreSqlServer.NewSchemaAsync();
        await using var other = await StoreSession.OpenAsync(here, default);
        await using var elsewhere = await StoreSession.OpenAsync(await PostgreSqlServer.NewSchemaAsync(), default);
        var first = await StoreSession.OpenAsync(here, default);

        Assert.True(await first.TakeRefreshAsync(default));
        Assert.True(await first.TakeRefreshAsync(default));
        Assert.False(await other.TakeRefreshAsync(default));
        Assert.True(await elsewhere.TakeRefreshAsync(default));

        var lost = first.RefreshLost;
        await first.DisposeAsync();
        Assert.True(lost.IsCancellationRequested);
        // The server learns of the end a moment later.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await other.TakeRefreshAsync(limit.Token))
            await Task.Delay(10, limit.Token);
    }

    [PostgreSqlFact]
    public async Task WhoLostTheRightPublishesNothing()
    {
        using var database = await TestDatabase.NewAsync(nameof(StoreProvider.PostgreSql));
        using var store = new ReportStore(database.Database, new StoreTables([Schema]), "sample", NullLogger<ReportStore>.Instance);
        await store.OpenAsync(default);
        await using var session = (await store.OpenSessionAsync(default))!;
        Assert.True(await session.TakeRefreshAsync(default));
        var change = new TableChange(null, new TableBuilder(Schema).Add("a").Build());
        Assert.Equal(1, await store.PublishAsync([change], 0, default, session));

        await CutOffAsync(database.Options.ConnectionString!);

        // The session has not noticed yet; the publish finds out by itself.
        Assert.True(session.HoldsRefresh);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.PublishAsync([new(change.After, Table.Empty(Schema))], 1, default, session));
        Assert.True(session.RefreshLost.IsCancellationRequested);
        var content = await store.LoadAsync(default);
        Assert.Equal((1, 1), (content.PublishNumber, content.Tables.Single().Count));
    }

    [PostgreSqlFact]
    public async Task AllSessionsHearOfAPublishAndOfWhatIsAsked()
    {
        using var database = await TestDatabase.NewAsync(nameof(StoreProvider.PostgreSql));
        using var store = new ReportStore(database.Database, new StoreTables([Schema]), "sample", NullLogger<ReportStore>.Instance);
        await store.OpenAsync(default);
        await using var one = (await store.OpenSessionAsync(default))!;
        await using var two = (await store.OpenSessionAsync(default))!;

        Assert.Empty(await one.WaitAsync(TimeSpan.FromMilliseconds(1), TimeProvider.System, default));
        await store.PublishAsync([], 0, default);
        await store.TellAsync("Things", default);

        foreach (var session in new[] { one, two })
        {
            var heard = new List<string>();
            while (heard.Count < 2 && await session.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, default) is { Count: > 0 } told)
                heard.AddRange(told);
            Assert.Equal(["", "Things"], heard);
        }
    }

    /// <summary>The server ends whatever session holds a right.</summary>
    static async Task CutOffAsync(string connection)
    {
        const string Holders = """
            FROM pg_locks WHERE locktype = 'advisory'
            AND ((classid::bigint << 32) | objid::bigint) = hashtextextended('odatafeed refresh ' || current_schema(), 0)
            """;
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var cut = source.CreateCommand($"SELECT count(pg_terminate_backend(pid)) {Holders}");
        Assert.Equal(1L, await cut.ExecuteScalarAsync());
        await using var left = source.CreateCommand($"SELECT count(*) {Holders}");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await left.ExecuteScalarAsync(limit.Token) is not 0L)
            await Task.Delay(10, limit.Token);
    }
}
