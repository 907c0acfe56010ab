using System.Globalization;
using ODataFeed.Store;
using ODataFeed.Tests.Store;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>The verbs that move the history from one provider to another.</summary>
[Collection(nameof(Console))]
public sealed class ExportImportTests : IDisposable
{
    static readonly string[] Sets =
    [
        "EmailActivityCounts", "EmailActivityUserDetail", "EmailActivityUserDetailHistory", "EmailActivityUserDetailByDay", "ApiUsage",
        "TeamsUserActivityUserDetail", "TeamsUserActivityUserDetailHistory", "Refreshes",
    ];

    readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public static TheoryData<string> Providers => TestDatabase.KeepingProviders;

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task AMovedHistoryIsServedAsBefore(string provider)
    {
        using var source = await TestDatabase.NewAsync(nameof(StoreProvider.Sqlite));
        using var target = await TestDatabase.NewAsync(provider);
        Dictionary<string, string> expected;
        await using (var feed = await RunningFeed.StartAsync(null, ["--Refresh:Reports=EmailActivity*,TeamsUserActivityUserDetail,ApiUsage", "--Refresh:ByDay=true", .. StoreOf(source)]))
        {
            await feed.NextDayAsync();
            expected = await AnswersAsync(feed);
            // The service need not stop for an export.
            var (exported, told) = await RunAsync("export", [_folder, .. StoreOf(source)]);
            Assert.True(exported == 0, told);
            Assert.Contains("] EmailActivityUserDetailHistory: ", told, StringComparison.Ordinal);
            Assert.Contains($"rows exported to {_folder}", told, StringComparison.Ordinal);
        }

        var (imported, said) = await RunAsync("import", [_folder, .. StoreOf(target)]);

        Assert.True(imported == 0, said);
        Assert.Contains("rows imported", said, StringComparison.Ordinal);
        await using var moved = await RunningFeed.StartAsync(
            RunningFeed.FirstDay.AddDays(1), null, ["--Refresh:OnStart=false", "--Refresh:ByDay=true", .. StoreOf(target)]);
        Assert.Equal(expected, await AnswersAsync(moved));
    }

    [Theory]
    [InlineData("export", 2, "Which folder?")]
    [InlineData("import", 2, "Which folder?", "--Store:Provider=Sqlite")]
    [InlineData("export", 1, "Store:Provider is InMemory, which keeps nothing: there is nothing to export", "nowhere")]
    [InlineData("import", 1, "Store:Provider is InMemory", "nowhere")]
    [InlineData("export", 1, "Store:ConnectionString", "nowhere", "--Store:Provider=Sqlite")]
    [InlineData("import", 1, "Store:Provier: no such setting", "nowhere", "--Store:Provier=Sqlite")]
    [InlineData("import", 1, "nowhere has no manifest.json", "nowhere", "--Store:Provider=Sqlite", "--Store:ConnectionString=Data Source=/nowhere/feed.db")]
    [InlineData("export", 1, "The store of Store:ConnectionString cannot be opened", "nowhere", "--Store:Provider=Sqlite", "--Store:ConnectionString=Data Source=/nowhere/feed.db")]
    [InlineData("exprot", 2, "Legal: serve (the default), check, key, export, import, forget", "nowhere")]
    public async Task ACallThatCannotBeDoneSaysSo(string verb, int exit, string message, params string[] args)
    {
        var (found, told) = await RunAsync(verb, args);

        Assert.Equal(exit, found);
        Assert.Contains(message, told, StringComparison.Ordinal);
        Assert.False(Directory.Exists("nowhere"));
    }

    internal static string[] StoreOf(TestDatabase database) =>
        [$"--Store:Provider={database.Options.Provider}", $"--Store:ConnectionString={database.Options.ConnectionString}"];

    static async Task<Dictionary<string, string>> AnswersAsync(RunningFeed feed)
    {
        var answers = new Dictionary<string, string>();
        foreach (var set in Sets)
        {
            var (status, body) = await feed.GetAsync($"{feed.Root}/{set}?$count=true", 10_000);
            Assert.True((int)status == 200, body);
            Assert.DoesNotContain("\"@odata.count\":0,", body, StringComparison.Ordinal);
            // Ports differ.
            answers[set] = body.Replace(feed.Root, "", StringComparison.Ordinal);
        }

        return answers;
    }

    internal static async Task<(int Exit, string Told)> RunAsync(string verb, string[] args)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var told = new StringWriter(CultureInfo.InvariantCulture);
        Console.SetOut(told);
        Console.SetError(told);
        try
        {
            return (await Verbs.RunAsync(verb, args), told.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
