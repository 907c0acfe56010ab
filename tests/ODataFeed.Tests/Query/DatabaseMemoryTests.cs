using System.Globalization;
using Npgsql;
using ODataFeed.Tests.EndToEnd;
using ODataFeed.Tests.Store;
using Xunit;

namespace ODataFeed.Tests.Query;

/// <summary>A process of its own reads more rows than its memory holds.</summary>
public sealed class DatabaseMemoryTests
{
    const string Set = "EmailActivityUserDetailHistory";

    /// <summary>In hexadecimal, 160 MB: what the service may keep of a query (an eighth), what it needs itself, and not the rows.</summary>
    const string HeapLimit = "A000000";

    const string Listens = "The feed listens at ";

    [PostgreSqlFact]
    public Task AMillionRowsAreReadWithinAFixedHeap() => ReadAsync(refreshes: 1_000);

    [PostgreSqlFact]
    [Trait("Category", "Long")]
    public Task TenMillionRowsAreReadWithinTheSameHeap() => ReadAsync(refreshes: 10_000);

    /// <summary>A thousand users, whose refreshes go back further than any: users are held in memory, their days are not.</summary>
    static async Task ReadAsync(int refreshes)
    {
        var connection = await PostgreSqlServer.NewSchemaAsync();
        string[] settings =
        [
            "--Store:Provider=PostgreSql", $"--Store:ConnectionString={connection}", "--Feed:Engine=Database", "--Feed:RequestTimeout=01:00:00",
            "--Refresh:OnStart=false", "--GraphSimulator:Users=20", "--GraphSimulator:Days=30",
        ];
        using (var empty = ServiceProcess.Start(settings))
            empty.WaitFor(Listens);
        await FillAsync(connection, refreshes);
        using var service = ServiceProcess.Start(new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = HeapLimit }, settings);
        var root = service.WaitFor(Listens).Split(Listens)[1].Split("/,")[0];
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(30) };
        while (!(await client.GetAsync($"{root}/{Set}?$top=1")).IsSuccessStatusCode)
            await Task.Delay(100);

        var rows = 1_000L * refreshes;
        Assert.Equal(rows.ToString(CultureInfo.InvariantCulture), (await client.GetStringAsync($"{root}/{Set}/$count")).TrimStart('\uFEFF'));
        Assert.Equal(rows + 1, await LinesAsync(client, $"{root}/{Set}?$format=csv"));

        // Rows that must be together, and more groups than the service may hold: refused, and it goes on.
        foreach (var apply in new[] { "groupby((UserPrincipalName),topcount(1,SendCount))", "groupby((UserPrincipalName,ReportRefreshDate))" })
        {
            using var refused = await client.GetAsync($"{root}/{Set}?$apply={apply}");
            var answer = $"{(int)refused.StatusCode} {await refused.Content.ReadAsStringAsync()}";
            Assert.True(answer.Contains("NeedsMemory", StringComparison.Ordinal), $"{answer}\n{string.Join('\n', service.Said.TakeLast(25))}");
        }

        Assert.Contains(rows.ToString(CultureInfo.InvariantCulture), await client.GetStringAsync($"{root}/{Set}?$apply=aggregate($count as N)"), StringComparison.Ordinal);
    }

    static async Task FillAsync(string connection, int refreshes)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false;Command Timeout=0");
        await using var command = source.CreateCommand(string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO "{Set}" ("ReportRefreshDate", "ReportPeriod", "UserPrincipalName", "DisplayName", "SendCount", "ReceiveCount", "AssignedProducts")
            SELECT date '1999-01-01' + day, 30, 'user' || u || '@contoso.com', 'User ' || u, u * day % 300, u + day, 'MICROSOFT 365 E5'
            FROM generate_series(1, {refreshes}) AS day, generate_series(1, 1000) AS u;
            INSERT INTO "_Sets" ("Name", "PublishNumber") VALUES ('{Set}', 1);
            UPDATE "_Facts" SET "Value" = '1' WHERE "Name" = 'PublishNumber';
            """));
        await command.ExecuteNonQueryAsync();
    }

    static async Task<long> LinesAsync(HttpClient client, string address)
    {
        await using var body = await client.GetStreamAsync(address);
        var (buffer, lines) = (new byte[1 << 16], 0L);
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        return lines;
    }
}
