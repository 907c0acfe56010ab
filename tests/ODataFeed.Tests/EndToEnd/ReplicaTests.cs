using System.Globalization;
using System.Net;
using System.Text.Json;
using ODataFeed.Store;
using ODataFeed.Tests.Store;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>Two processes of the service over one real PostgreSQL.</summary>
public sealed class ReplicaTests : IDisposable
{
    const string Selection = "Office365ActiveUserCounts,Office365ServicesUserCounts,Office365ActivationCounts,EmailActivityUserDetail";
    const string Refreshes = "This service refreshes";

    /// <summary>Enough for a busy machine; a test that waits this long fails.</summary>
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    readonly HttpClient _client = new();

    [PostgreSqlFact]
    public async Task OneRefreshesAndAllServeTheSameVersions()
    {
        var connection = await PostgreSqlServer.NewSchemaAsync();
        using var first = await Replica.StartAsync(connection);
        first.Process.WaitFor(Refreshes);
        using var second = await Replica.StartAsync(connection);
        await UntilReadyAsync(first, second);

        await UntilSameAsync(first, second);
        Assert.DoesNotContain(second.Process.Said, line => line.Contains(Refreshes, StringComparison.Ordinal) || line.Contains("Refresh 1:", StringComparison.Ordinal));
        await ReadAcrossAsync(first, second);
        await ReadAcrossAsync(second, first);

        // Whichever is asked, the one that refreshes is told.
        await AskAsync(second);
        first.Process.WaitFor("Refresh 5:");
        await UntilSameAsync(first, second);
        var before = await ReadAsync(second);

        first.Process.Kill();
        second.Process.WaitFor(Refreshes);
        Assert.Equal(Rows(before), Rows(await ReadAsync(second)));
        // Nothing was due: who takes over does not begin anew.
        Assert.DoesNotContain(second.Process.Said, line => line.Contains("Refresh 1:", StringComparison.Ordinal));
        await AskAsync(second);
        second.Process.WaitFor("Refresh 4:");

        using var third = await Replica.StartAsync(connection);
        await UntilReadyAsync(third);
        await UntilSameAsync(second, third);
        Assert.DoesNotContain(third.Process.Said, line => line.Contains(Refreshes, StringComparison.Ordinal));
    }

    [PostgreSqlFact]
    public async Task WithoutTheDatabaseTheLastRowsAreServedAndItsReturnHeals()
    {
        using var database = await PostgreSqlProcess.StartAsync();
        var connection = await database.NewSchemaAsync();
        using var first = await Replica.StartAsync(connection);
        first.Process.WaitFor(Refreshes);
        using var second = await Replica.StartAsync(connection);
        Replica[] both = [first, second];
        await UntilReadyAsync(both);
        await UntilSameAsync(first, second);
        var before = await ReadAsync(first);

        await database.StopAsync();
        foreach (var replica in both)
        {
            await UntilAsync(async () => await ReadyAsync(replica) is (HttpStatusCode.OK, "degraded", "lost"));
            Assert.Equal(before, await ReadAsync(replica));
        }

        await database.ContinueAsync();
        foreach (var replica in both)
            await UntilAsync(async () => await ReadyAsync(replica) is (HttpStatusCode.OK, "ready", "reached"));
        // One of them refreshes again, and the other follows.
        var told = await CountAsync(first);
        await UntilAsync(async () =>
        {
            await AskAsync(first);
            return await CountAsync(first) > told && await CountAsync(second) > told;
        });
        await UntilSameAsync(first, second);
        Assert.All(both, replica => Assert.DoesNotContain(replica.Process.Said, line => line.Contains("could not be refreshed", StringComparison.Ordinal)));
    }

    [PostgreSqlFact]
    public async Task AReplicaThatKeepsNoRowsServesTheSameAndSaysWhenTheDatabaseIsLost()
    {
        using var database = await PostgreSqlProcess.StartAsync();
        var connection = await database.NewSchemaAsync();
        using var first = await Replica.StartAsync(connection);
        first.Process.WaitFor(Refreshes);
        using var second = await Replica.StartAsync(connection, engine: "Database");
        await UntilReadyAsync(first, second);
        await UntilAsync(async () => await TextAsync(first) == await TextAsync(second));

        await database.StopAsync();
        using (var lost = await _client.GetAsync($"{second.Root}/EmailActivityUserDetail"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, lost.StatusCode);
            Assert.Equal(5, lost.Headers.RetryAfter?.Delta?.TotalSeconds);
            Assert.StartsWith("""{"error":{"code":"StoreLost","message":"The rows of EmailActivityUserDetail stay in the store""", await lost.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await database.ContinueAsync();
        await UntilAsync(async () => (await _client.GetAsync($"{second.Root}/EmailActivityUserDetail")).IsSuccessStatusCode);
        Assert.Equal(await TextAsync(first), await TextAsync(second));
    }

    public void Dispose() => _client.Dispose();

    async Task<string> TextAsync(Replica replica)
    {
        using var answer = await _client.GetAsync($"{replica.Root}/EmailActivityUserDetail?$format=csv");
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }

    /// <summary>Page 1 from one, page 2 from the other: rows of one snapshot.</summary>
    async Task ReadAcrossAsync(Replica one, Replica other)
    {
        foreach (var set in new[] { "EmailActivityUserDetail", "Users", "Dates", "ActiveUsersByProduct", "Reports", "Refreshes" })
        {
            var first = await PageAsync($"{one.Root}/{set}");
            Assert.True(JsonDocument.Parse(first).RootElement.TryGetProperty("@odata.nextLink", out var link), first);
            var next = link.GetString()!;
            Assert.StartsWith(one.Root, next, StringComparison.Ordinal);
            var expected = (await PageAsync(next)).Replace(one.Root, "", StringComparison.Ordinal);
            Assert.Equal(expected, (await PageAsync(other.Root + next[one.Root.Length..])).Replace(other.Root, "", StringComparison.Ordinal));
        }
    }

    async Task<string> PageAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Prefer", "odata.maxpagesize=2");
        using var answer = await _client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, body);
        return body;
    }

    /// <summary>By set, its entity tag, which is made of versions, and its rows. Sets whose report is not selected have none.</summary>
    async Task<SortedDictionary<string, (string? Tag, string Body)>> ReadAsync(Replica replica)
    {
        var sets = new SortedDictionary<string, (string?, string)>(StringComparer.Ordinal);
        using var service = JsonDocument.Parse(await _client.GetStringAsync(replica.Root + "/"));
        foreach (var set in service.RootElement.GetProperty("value").EnumerateArray().Select(set => set.GetProperty("name").GetString()!))
        {
            using var answer = await _client.GetAsync($"{replica.Root}/{set}");
            var body = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode == HttpStatusCode.OK)
                sets.Add(set, (answer.Headers.ETag?.Tag, body.Replace(replica.Root, "", StringComparison.Ordinal)));
        }

        Assert.True(sets.Count > 10, string.Join(", ", sets.Keys));
        return sets;
    }

    static IEnumerable<(string Set, string Body)> Rows(SortedDictionary<string, (string? Tag, string Body)> sets) =>
        sets.Where(set => set.Key is not ("Reports" or "Refreshes")).Select(set => (set.Key, set.Value.Body));

    async Task UntilSameAsync(Replica one, Replica other)
    {
        SortedDictionary<string, (string? Tag, string Body)>? expected = null, found = null;
        using var limit = new CancellationTokenSource(Limit);
        while (expected is null || !expected.SequenceEqual(found!))
        {
            if (limit.IsCancellationRequested)
                Assert.Equal(expected, found);
            (expected, found) = (await ReadAsync(one), await ReadAsync(other));
        }
    }

    async Task UntilReadyAsync(params Replica[] replicas)
    {
        foreach (var replica in replicas)
            await UntilAsync(async () => (await ReadyAsync(replica)).Status == HttpStatusCode.OK);
    }

    async Task<(HttpStatusCode Status, string? State, string? Store)> ReadyAsync(Replica replica)
    {
        using var answer = await _client.GetAsync(replica.Address + "/health/ready");
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var store = body.RootElement.TryGetProperty("store", out var found) ? found.GetString() : null;
        return (answer.StatusCode, body.RootElement.GetProperty("status").GetString(), store);
    }

    async Task<int> CountAsync(Replica replica) => int.Parse(await _client.GetStringAsync($"{replica.Root}/Refreshes/$count"), CultureInfo.InvariantCulture);

    async Task AskAsync(Replica replica)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, replica.Address + "/refresh");
        request.Headers.Add("Origin", replica.Address);
        using var answer = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
            await Task.Delay(50, limit.Token);
    }

    /// <summary>A process of the service and where it listens.</summary>
    sealed record Replica(ServiceProcess Process, string Address) : IDisposable
    {
        const string Says = "The feed listens at ";

        public string Root => Address + "/odata";

        public static async Task<Replica> StartAsync(string connection, string engine = "Memory")
        {
            var process = ServiceProcess.Start(
                $"--Store:Provider={nameof(StoreProvider.PostgreSql)}",
                $"--Store:ConnectionString={connection}",
                $"--Feed:Engine={engine}",
                $"--Refresh:Reports={Selection}",
                "--GraphSimulator:Users=60",
                $"--GraphSimulator:Now={RunningFeed.FirstDay:yyyy-MM-ddTHH:mm:ssZ}");
            var line = await Task.Run(() => process.WaitFor(Says));
            var address = new Uri(line[(line.IndexOf(Says, StringComparison.Ordinal) + Says.Length)..].Split(',')[0]);
            return new Replica(process, address.GetLeftPart(UriPartial.Authority));
        }

        public void Dispose() => Process.Dispose();
    }
}
