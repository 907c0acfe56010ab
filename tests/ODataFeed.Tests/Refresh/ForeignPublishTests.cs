using System.Net;
using Microsoft.EntityFrameworkCore;
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
