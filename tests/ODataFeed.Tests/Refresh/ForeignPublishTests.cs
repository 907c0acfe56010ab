using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using ODataFeed.Ingest;
using ODataFeed.Privacy;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;
using ODataFeed.Store;
using ODataFeed.Tests.Store;
using Xunit;

namespace ODataFeed.Tests.Refresh;

/// <summary>What others do to the store while a refresh is under way: erase a person, or put back an older state of it.</summary>
public sealed class ForeignPublishTests
{
    static readonly string[] DetailColumns = ["ReportRefreshDate", "SiteId", "FileCount"];

    public static TheoryData<string> Providers => TestDatabase.KeepingProviders;

    /// <summary>The file was fetched before the person was erased, and the one Graph sends since does not name the person any more.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ARefreshUnderWayDoesNotBringBackWhoWasErased(bool isFollowed)
    {
        using var database = await TestDatabase.NewAsync(nameof(StoreProvider.Sqlite));
        using var rig = new RefreshRig(database: database.Database);
        await rig.Publisher.LoadAsync(default);
        rig.AnswerDetail("2026-07-30 ann 1", "2026-07-30 ben 1");
        rig.AnswerDetail("2026-07-31 ann 2", "2026-07-31 ben 2");
        rig.AnswerDetail("2026-07-31 ben 2");
        await rig.Refresh.RunAsync(RefreshRig.Period, default);
        rig.Wire.Answer = _ =>
        {
            rig.Wire.Answer = null;
            EraseAsync(rig, "ann@x").GetAwaiter().GetResult();
            if (isFollowed)
                rig.Publisher.FollowAsync(default).GetAwaiter().GetResult();
            return null;
        };

        await rig.Refresh.RunAsync(RefreshRig.Period, default);

        Assert.Equal("2026-07-30 ben@x 1 / 2026-07-31 ben@x 2", rig.Rows("OneDriveUsageAccountDetailHistory", "ReportRefreshDate", "OwnerPrincipalName", "FileCount"));
    }

    /// <summary>A backup was put back, or a standby that had not heard of the last publishes took over.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task WhatAStoreLostThatWentBackIsFetchedAgain(string provider)
    {
        using var database = await TestDatabase.NewAsync(provider);
        using var rig = new RefreshRig(database: database.Database);
        await rig.Publisher.LoadAsync(default);
        rig.AnswerDetail("2026-07-30 a 1");
        rig.AnswerDetail("2026-07-31 a 2");
        rig.Wire.On(RefreshRig.Detail, HttpStatusCode.NotModified);
        rig.AnswerDetail("2026-07-31 a 2");
        await rig.Refresh.RunAsync(RefreshRig.Period, default);
        var backup = await rig.Store.LoadAsync(default);
        await rig.Refresh.RunAsync(RefreshRig.Period, default);
        await PutBackAsync(rig, database.Database, backup);
        var served = rig.Snapshots.Current.Version;

        await rig.Refresh.RunAsync(RefreshRig.Period, default);

        var stored = (await rig.Store.LoadAsync(default)).Tables.Single(table => table.Schema.Name == "OneDriveUsageAccountDetailHistory");
        Assert.Equal(2, stored.Count);
        Assert.Equal("2026-07-30 a 1 / 2026-07-31 a 2", rig.Rows("OneDriveUsageAccountDetailHistory", DetailColumns));
        // A number that was given to other rows before would let callers take theirs for these.
        Assert.True(rig.Snapshots.Current.Version > served, $"The publish after {served} is {rig.Snapshots.Current.Version}.");
    }

    /// <summary>A service that was started under a stricter policy has rewritten the store; the one before it still runs.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task NothingIsPublishedUnderAPolicyThatIsNoMoreTheStores(string provider)
    {
        using var database = await TestDatabase.NewAsync(provider);
        using var rig = new RefreshRig(database: database.Database);
        await Policy(rig, new PrivacyOptions()).ApplyPolicyAsync(default);
        await rig.Publisher.LoadAsync(default);
        rig.AnswerDetail("2026-07-30 ann 1");
        rig.AnswerDetail("2026-07-31 ann 2");
        await rig.Refresh.RunAsync(RefreshRig.Period, default);
        using var strict = new RefreshRig(rig, database: database.Database);
        await Policy(strict, new PrivacyOptions { PersonalData = PersonalData.Pseudonymise, Pseudonyms = new Pseudonyms("a key of at least sixteen characters") }).ApplyPolicyAsync(default);

        var refused = await Assert.ThrowsAsync<StoreException>(() => rig.Refresh.RunAsync(RefreshRig.Period, default));

        Assert.StartsWith("The store is kept under Privacy:PersonalData=Pseudonymise", refused.Message, StringComparison.Ordinal);
        await strict.Publisher.LoadAsync(default);
        Assert.Matches("^2026-07-30 p[0-9a-f]{32}$", strict.Rows("OneDriveUsageAccountDetailHistory", "ReportRefreshDate", "OwnerPrincipalName"));
    }

    /// <summary>A disk that is full, a file that another program locks: whatever the database says.</summary>
    [Fact]
    public async Task AStoreThatCannotBeRewrittenSaysWhy()
    {
        using var database = await TestDatabase.NewAsync(nameof(StoreProvider.Sqlite));
        using var rig = new RefreshRig(database: StoreSetup.Database(database.Options with { ConnectionString = database.Options.ConnectionString + ";Default Timeout=1" }));
        await rig.Store.OpenAsync(default);
        await using var other = database.Database.NewContext(StoreTables.None);
        await using var locked = await other.Database.BeginTransactionAsync();
        await other.Database.ExecuteSqlAsync($"UPDATE _Facts SET Value = Value");

        var refused = await Assert.ThrowsAsync<StoreException>(() => Policy(rig, new PrivacyOptions { PersonalData = PersonalData.Hide }).ApplyPolicyAsync(default));

        Assert.Contains("locked", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreException>(() => Policy(rig, new PrivacyOptions()).ApplyPolicyAsync(default));
    }

    /// <summary>As it is after a kill, or on a full disk, between the commit of an erasure and the writing anew of the file.</summary>
    [Fact]
    public async Task WhatAnInterruptedErasureLeftInTheFileGoesAtTheNextStart()
    {
        using var database = await TestDatabase.NewAsync(nameof(StoreProvider.Sqlite));
        using var rig = new RefreshRig(database: database.Database);
        await rig.Publisher.LoadAsync(default);
        rig.AnswerDetail("2026-07-30 ann 1", "2026-07-30 ben 1");
        await rig.Refresh.RunAsync(RefreshRig.Period, default);
        var content = await rig.Store.LoadAsync(default);
        var changes = content.Tables.Select(table => new TableChange(table, PersonErasure.Of(table, "ann@x").Table));
        await rig.Store.PublishAsync([.. changes], content.PublishNumber, default);
        await using (var context = database.Database.NewContext(StoreTables.None))
            await context.Database.ExecuteSqlAsync($"INSERT INTO _Facts VALUES ({StoreFact.ErasureNumber}, '2')");
        Assert.Contains("ann@x", Files(database), StringComparison.Ordinal);

        await Policy(rig, new PrivacyOptions()).ApplyPolicyAsync(default);

        Assert.DoesNotContain("ann@x", Files(database), StringComparison.Ordinal);
        Assert.Contains("ben@x", Files(database), StringComparison.Ordinal);
    }

    static string Files(TestDatabase database) => string.Concat(Directory.GetFiles(Path.GetDirectoryName(new SqliteConnectionStringBuilder(database.Options.ConnectionString).DataSource)!).Select(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }));

    static StoredPersonalData Policy(RefreshRig rig, PrivacyOptions privacy) => new(rig.Store, new PersonalRows(privacy), NullLogger<StoredPersonalData>.Instance);

    static async Task EraseAsync(RefreshRig rig, string person)
    {
        var content = await rig.Store.LoadAsync(default);
        var changes = content.Tables.Select(table => (table, PersonErasure.Of(table, person))).Where(pair => pair.Item2.Table != pair.table);
        Assert.NotNull(await rig.Store.EraseAsync([.. changes.Select(pair => new TableChange(pair.table, pair.Item2.Table))], content.PublishNumber, default));
    }

    static async Task PutBackAsync(RefreshRig rig, StoreDatabase database, StoredContent backup)
    {
        var content = await rig.Store.LoadAsync(default);
        var changes = backup.Tables.Select(table => new TableChange(content.Tables.Single(now => now.Schema == table.Schema), table));
        await rig.Store.PublishAsync([.. changes], content.PublishNumber, default);
        await using var context = database.NewContext(StoreTables.None);
        await context.Facts.Where(fact => fact.Name == StoreFact.PublishNumber).ExecuteUpdateAsync(fact => fact.SetProperty(known => known.Value, $"{backup.PublishNumber}"));
        await context.Sets.ExecuteUpdateAsync(set => set.SetProperty(known => known.PublishNumber, backup.PublishNumber));
    }
}
