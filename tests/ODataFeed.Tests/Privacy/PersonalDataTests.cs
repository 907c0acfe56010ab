using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Privacy;

/// <summary>
/// The whole service over the sample tenant, its rows in a file, under each policy; then a search of everything that leaves the service,
/// the store file and the log for every name of the tenant.
/// </summary>
public sealed class PersonalDataTests : IAsyncLifetime
{
    const string Key = "--Privacy:Key=a key of at least sixteen characters";

    readonly string _folder = Directory.CreateTempSubdirectory("odatafeed").FullName;
    readonly CapturedLog _log = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("Pseudonymise")]
    [InlineData("Hide")]
    public async Task NoNameOfTheTenantIsAnywhere(string policy)
    {
        var names = await NamesAsync();
        Assert.True(names.Count > 200, $"Only {names.Count} names were found to look for.");
        await using var feed = await StartAsync("policy.db", $"--Privacy:PersonalData={policy}", Key);
        await ExpectNoneAsync(feed, names, "policy.db");
    }

    /// <summary>What an earlier, more open policy left in the store is rewritten at the next start, in the file's free pages and log too.</summary>
    [Theory]
    [InlineData("Pseudonymise")]
    [InlineData("Hide")]
    public async Task AStricterPolicyRewritesTheStore(string policy)
    {
        IReadOnlyList<string> names;
        await using (var open = await StartAsync("store.db"))
            names = Names(open);
        Assert.Contains(names, name => Bytes("store.db").AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) >= 0);

        await using var strict = await StartAsync("store.db", "--Refresh:OnStart=false", $"--Privacy:PersonalData={policy}", Key);
        await ExpectNoneAsync(strict, names, "store.db");
        var users = strict.App.Services.GetRequiredService<PublishedSnapshots>().Current.Find("EmailActivityUserDetail");
        Assert.Equal(policy == "Hide", users is null);
    }

    [Fact]
    public async Task TheSamePersonHasTheSamePseudonymInAllReports()
    {
        await using var feed = await StartAsync("joins.db", "--Privacy:PersonalData=Pseudonymise", Key);
        var tables = feed.App.Services.GetRequiredService<PublishedSnapshots>().Current;
        var email = Texts(tables.Find("EmailActivityUserDetail")!, "UserPrincipalName").ToHashSet();
        var drive = Texts(tables.Find("OneDriveActivityUserDetail")!, "UserPrincipalName").ToHashSet();
        Assert.NotEmpty(email.Intersect(drive));
        Assert.All(email, name => Assert.Matches("^p[0-9a-f]{32}$", name));
        Assert.Equal(Texts(tables.Find("Users")!, "UserPrincipalName").Count(), Texts(tables.Find("Users")!, "UserPrincipalName").Union(email).Count());
    }

    [Fact]
    public async Task AnotherKeyIsRefusedRatherThanMixed()
    {
        await using (await StartAsync("keys.db", "--Privacy:PersonalData=Pseudonymise", Key))
        {
        }

        var refused = await Assert.ThrowsAsync<ODataFeed.Store.StoreException>(() => StartAsync("keys.db", "--Privacy:PersonalData=Pseudonymise", "--Privacy:Key=another key of sixteen characters"));
        Assert.Contains("Privacy:Key", refused.Message);
    }

    /// <summary>What the tenant shows with no policy: every text of a column that is marked personal.</summary>
    async Task<IReadOnlyList<string>> NamesAsync()
    {
        await using var open = await StartAsync("open.db");
        return Names(open);
    }

    static List<string> Names(FeedHost host) =>
        [.. host.App.Services.GetRequiredService<PublishedSnapshots>().Current.Tables.Values
            .SelectMany(table => table.Schema.Columns.Where(column => column.Personal).SelectMany(column => Texts(table, column.Name)))
            .Where(name => name.Length > 5).Distinct()];

    static IEnumerable<string> Texts(Table table, string column) =>
        ((TextColumn)table[column]).Dictionary is var dictionary ? Enumerable.Range(1, dictionary.Count).Select(dictionary.Text) : [];

    async Task ExpectNoneAsync(FeedHost feed, IReadOnlyList<string> names, string file)
    {
        using var client = new HttpClient();
        var root = feed.App.Urls.First();
        var said = new StringBuilder();
        using var service = JsonDocument.Parse(await client.GetStringAsync(root + "/odata/"));
        var sets = service.RootElement.GetProperty("value").EnumerateArray().Select(set => set.GetProperty("name").GetString()!).ToList();
        foreach (var set in sets)
        {
            foreach (var path in new[] { "", "?$format=csv", "?$filter=Nothing%20eq%201", "(wrong)" })
            {
                using var answer = await client.GetAsync($"{root}/odata/{set}{path}");
                said.Append(await answer.Content.ReadAsStringAsync());
            }
        }

        foreach (var report in feed.App.Services.GetRequiredService<ReportCatalog>().Reports)
        {
            using var answer = await client.GetAsync($"{root}/graph/beta/reports/{report.Function}{(report.Periods.Count > 0 ? "(period='D30')" : "")}");
            said.Append(await answer.Content.ReadAsStringAsync());
        }

        said.Append(await client.GetStringAsync(root + "/odata/$metadata"));
        said.Append(_log.Text);
        var text = said.ToString();
        var stored = Bytes(file);
        Assert.Contains("@odata.context", text);
        Assert.Empty(names.Where(name => text.Contains(name, StringComparison.OrdinalIgnoreCase)).Take(5));
        Assert.Empty(names.Where(name => stored.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) >= 0).Take(5));
    }

    /// <summary>The file with its write-ahead log.</summary>
    byte[] Bytes(string file) => Directory.GetFiles(_folder, file + "*").Order().SelectMany(part =>
    {
        using var stream = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }).ToArray();

    /// <summary>Starts the service and waits until it has tried every report.</summary>
    async Task<FeedHost> StartAsync(string file, params string[] args)
    {
        var host = await FeedHost.CreateAsync(
            [
                "--urls=http://127.0.0.1:0", "--Refresh:Every=1.00:00:00", "--GraphSimulator:Users=60", "--GraphSimulator:Days=60", "--GraphSimulator:Now=2026-08-12T10:00:00Z",
                "--Store:Provider=Sqlite", $"--Store:ConnectionString=Data Source={Path.Combine(_folder, file)};Pooling=False", .. args,
            ],
            builder => builder.Logging.ClearProviders().AddProvider(_log).SetMinimumLevel(LogLevel.Debug));
        await host.App.StartAsync();
        var (status, options) = (host.App.Services.GetRequiredService<RefreshStatus>(), host.App.Services.GetRequiredService<RefreshOptions>());
        var snapshots = host.App.Services.GetRequiredService<PublishedSnapshots>();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (snapshots.Current.Find("Reports") is null || (options.OnStart && !options.Reports.All(report => status.Of(report).TriedAt is not null)))
            await Task.Delay(20, limit.Token);
        return host;
    }
}
