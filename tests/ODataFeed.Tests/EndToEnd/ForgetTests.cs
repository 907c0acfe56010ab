using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using ODataFeed.Store;
using ODataFeed.Tests.Store;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>The verb that erases a person, beside a service that runs on the same store.</summary>
[Collection(nameof(Console))]
public sealed class ForgetTests
{
    const string Sets = "EmailActivityUserDetail,Office365GroupsActivityDetail,OneDriveUsageAccountDetail,EmailActivityCounts";

    public static TheoryData<string> Providers => TestDatabase.KeepingProviders;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task APersonIsGoneFromStoreAndService(string provider)
    {
        using var database = await TestDatabase.NewAsync(provider);
        string[] store = [$"--Store:Provider={provider}", $"--Store:ConnectionString={database.Options.ConnectionString}"];
        await using var feed = await RunningFeed.StartAsync(null, [$"--Refresh:Reports={Sets}", .. store]);
        var groups = await feed.RowsAsync("Office365GroupsActivityDetail", 10_000);
        var person = groups.Select(Owner).First(owner => owner.Length > 0);
        var (first, next) = await feed.PageAsync($"{feed.Root}/EmailActivityUserDetail", 10);
        var counts = await feed.RowsAsync("EmailActivityCounts", 10_000);
        Assert.Contains(person, await AllAsync(feed), StringComparison.Ordinal);

        var (exit, told) = await ForgetAsync([person.ToUpperInvariant(), .. store]);

        Assert.Equal(0, exit);
        Assert.Matches("EmailActivityUserDetailHistory: 1 rows removed\n", told);
        Assert.Matches("Office365GroupsActivityDetailHistory: 0 rows removed, [1-9][0-9]* rows without their owner\n", told);
        await feed.PassUntilAsync(TimeSpan.FromSeconds(5), async () => !(await AllAsync(feed)).Contains(person, StringComparison.Ordinal));
        Assert.Equal(groups.Count, (await feed.RowsAsync("Office365GroupsActivityDetail", 10_000)).Count);
        Assert.Equal(counts, await feed.RowsAsync("EmailActivityCounts", 10_000));
        // The pages of before hold the person.
        Assert.Equal(10, first.Count);
        Assert.Equal(HttpStatusCode.Gone, (await feed.GetAsync(next!, 10)).Status);
        Assert.Equal((0, $"Nothing of {person} is stored.\n"), await ForgetAsync([person, .. store]));
        if (provider == nameof(StoreProvider.Sqlite))
            Assert.DoesNotContain(person, Files(database), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(2, "--Store:Provider=Sqlite")]
    [InlineData(1, "ann@contoso.com")]
    [InlineData(1, "ann@contoso.com", "--Store:Provider=Sqlite")]
    public async Task ACallThatCannotForgetSaysSo(int exit, params string[] args) => Assert.Equal(exit, (await ForgetAsync(args)).Exit);

    /// <summary>Under pseudonyms nobody is stored by name: to look for the name would find nothing, whatever is stored.</summary>
    [Fact]
    public async Task WithOtherPrivacySettingsThanTheStoresNothingIsSaidToBeForgotten()
    {
        using var database = await TestDatabase.NewAsync(nameof(StoreProvider.Sqlite));
        using (var store = new ReportStore(database.Database, StoreTables.None, "sample", NullLogger<ReportStore>.Instance))
            await store.NotePolicyAsync(await store.PolicyAsync(default), "Pseudonymise:0123", default);

        var (exit, told) = await ForgetAsync(["ann@contoso.com", "--Store:Provider=Sqlite", $"--Store:ConnectionString={database.Options.ConnectionString}"]);

        Assert.Equal((1, ""), (exit, told));
    }

    static async Task<(int Exit, string Told)> ForgetAsync(string[] args)
    {
        var output = Console.Out;
        using var told = new StringWriter { NewLine = "\n" };
        Console.SetOut(told);
        try
        {
            return (await Verbs.RunAsync("forget", args), told.ToString());
        }
        finally
        {
            Console.SetOut(output);
        }
    }

    static async Task<string> AllAsync(RunningFeed feed)
    {
        var all = new StringBuilder();
        foreach (var set in Sets.Split(',').Append("Users").Append("EmailActivityUserDetailHistory"))
            all.AppendJoin('\n', await feed.RowsAsync(set, 10_000));
        return all.ToString();
    }

    static string Owner(string row) => row.Split(" | ").Single(cell => cell.StartsWith("OwnerPrincipalName=", StringComparison.Ordinal))["OwnerPrincipalName=".Length..] is ['"', .. var name, '"'] ? name : "";

    /// <summary>What can be read in the files of the store, whatever it is.</summary>
    static string Files(TestDatabase database)
    {
        using var connection = new SqliteConnection(database.Options.ConnectionString);
        return string.Concat(Directory.GetFiles(Path.GetDirectoryName(connection.DataSource)!).Select(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return reader.ReadToEnd();
        }));
    }
}
