using System.Net;
using ODataFeed.Refresh;
using ODataFeed.Tests.Snapshot.Derived;
using Xunit;

namespace ODataFeed.Tests.Refresh;

public sealed class ReportsTableTests : IDisposable
{
    readonly RefreshRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task EveryReportOfTheCatalogHasARow()
    {
        await _rig.Publisher.LoadAsync(default);

        var reports = _rig.Snapshots.Current.Find("Reports")!;
        Assert.Equal(Reports.Catalog.Reports.Select(report => report.EntitySet).Order(StringComparer.Ordinal), Sets.Print(reports, "Name"));
        Assert.All(Sets.Print(reports, "State", "ContentDate", "RefreshedAt", "NextRefreshAt", "Rows", "LastError"), row => Assert.Equal("Never | null | null | null | 0 | null", row));
        Assert.Equal(22, Sets.Print(reports, "PersonalData").Count(cell => cell == "True"));
        Assert.Equal(0, _rig.Snapshots.Current.Find("Refreshes")!.Count);
    }

    [Fact]
    public async Task AReportIsPublishedWithItsRowsAndItsRecord()
    {
        _rig.AnswerCounts("2026-07-29 2026-07-30 5", "2026-07-30 2026-07-30 6");

        await _rig.RunAsync(RefreshRig.Trend);

        Assert.Equal("Fresh | 2026-07-30 | 08/01/2026 06:00:00 +00:00 | 2 | 2026-07-29 | null | null | False", Row("Office365ActiveUserCounts"));
        Assert.Equal(["1 | Office365ActiveUserCounts | D180 | Published | 2 | 2026-07-30 | null"], Refreshes());
        Assert.Equal("2026-07-29 Exchange 5 / 2026-07-30 Exchange 6", _rig.Rows("ActiveUsersByProduct", "ReportDate", "Product", "ActiveUsers"));
        Assert.Single(new[] { "Office365ActiveUserCounts", "ActiveUsersByProduct", "Reports", "Refreshes" }.Select(set => _rig.Snapshots.Current.Find(set)!.Version).Distinct());
    }

    [Fact]
    public async Task AFailureIsThereAtOnceAndGoesWithTheNextSuccess()
    {
        _rig.Wire.On(RefreshRig.Counts, HttpStatusCode.Forbidden);
        _rig.AnswerCounts("2026-07-30 2026-07-30 6");

        await _rig.RunAsync(RefreshRig.Trend);
        Assert.StartsWith("Failing | null | null | 0 | null | getOffice365ActiveUserCounts(period='D180'): Graph answered 403", Row("Office365ActiveUserCounts"), StringComparison.Ordinal);
        Assert.NotNull(_rig.Snapshots.Refusal("ActiveUsersByProduct"));

        await _rig.RunAsync(RefreshRig.Trend);
        Assert.StartsWith("Fresh | 2026-07-30 | ", Row("Office365ActiveUserCounts"), StringComparison.Ordinal);
        Assert.Null(_rig.Snapshots.Refusal("ActiveUsersByProduct"));
        Assert.Equal(["Failed", "Published"], Sets.Print(_rig.Snapshots.Current.Find("Refreshes")!, "Outcome"));
    }

    [Theory]
    [InlineData("a@x", "False")]
    [InlineData("0123456789ABCDEF0123456789abcdef", "True")]
    [InlineData("0123456789ABCDEF0123456789abcdef a@x", "False")]
    [InlineData("0123456789ABCDEF0123456789abcdeg", "False")]
    [InlineData("", "null")]
    public void NamesAreConcealedWhereAllAreHashes(string names, string concealed)
    {
        var table = Sets.Table("EmailActivityUserDetail", [.. names.Split(' ').Select(name => $"UserPrincipalName={name}")]);

        Assert.Equal(concealed, $"{ConcealedNames.In(table)?.ToString() ?? "null"}");
    }

    [Fact]
    public void AReportThatNamesNoOneConcealsNoOne() => Assert.Null(ConcealedNames.In(Sets.Table("Office365ActiveUserCounts", "ReportDate=2026-07-30")));

    [Fact]
    public async Task TheClockAloneMakesAReportStale()
    {
        _rig.AnswerCounts("2026-07-30 2026-07-30 6");
        await _rig.RunAsync(RefreshRig.Trend);
        var version = _rig.Snapshots.Current.Version;

        await _rig.Publisher.PublishStatusAsync(default);
        Assert.Equal(version, _rig.Snapshots.Current.Version);
        _rig.Time.Advance(TimeSpan.FromDays(5));
        await _rig.Publisher.PublishStatusAsync(default);

        Assert.StartsWith("Stale | ", Row("Office365ActiveUserCounts"), StringComparison.Ordinal);
        Assert.Equal(version + 1, _rig.Snapshots.Current.Find("Reports")!.Version);
        Assert.Equal(version, _rig.Snapshots.Current.Find("Office365ActiveUserCounts")!.Version);
    }

    [Fact]
    public void TheLogKeepsTheNewestTenThousand()
    {
        var record = new RefreshRecord { Report = "X", Period = null, StartedAt = default };

        var log = RefreshLog.Empty.With(Enumerable.Repeat(record, 9_999)).With([record, record, record]);

        Assert.Equal((10_000, 3L, 10_002L), (log.Table.Count, log.Table["Id"].GetObject(0), log.Table["Id"].GetObject(9_999)));
    }

    [Fact]
    public async Task ARestartKnowsTheLogAndWhatFollowsFromTheRows()
    {
        _rig.AnswerCounts("2025-07-30 2026-07-30 6");
        await _rig.RunAsync(RefreshRig.Trend);

        using var restarted = new RefreshRig(_rig);
        await restarted.Publisher.LoadAsync(default);

        Assert.Equal("2025-07-30 Exchange 6", restarted.Rows("ActiveUsersByProduct", "ReportDate", "Product", "ActiveUsers"));
        Assert.Equal(730, restarted.Snapshots.Current.Find("Dates")!.Count);
        Assert.Equal(1, restarted.Snapshots.Current.Find("Refreshes")!.Count);
    }

    [Fact]
    public async Task ARestartKnowsHowTheLastRefreshesEnded()
    {
        _rig.AnswerCounts("2026-07-30 2026-07-30 6");
        _rig.Wire.On(RefreshRig.Counts, HttpStatusCode.Forbidden);
        _rig.Wire.On(RefreshRig.Detail, HttpStatusCode.Forbidden);
        await _rig.RunAsync(RefreshRig.Trend);
        await _rig.RunAsync(RefreshRig.Trend);
        await _rig.RunAsync(RefreshRig.Period);

        using var restarted = new RefreshRig(_rig);
        await restarted.Publisher.LoadAsync(default);

        Assert.True(restarted.Status.IsReady);
        foreach (var report in new[] { RefreshRig.Trend, RefreshRig.Period })
            Assert.Equal(_rig.Status.Of(report) with { LastErrorCode = null }, restarted.Status.Of(report));
        Assert.NotNull(restarted.Snapshots.Refusal("OneDriveUsageAccountDetail"));
        Assert.Null(restarted.Snapshots.Refusal("Office365ActiveUserCounts"));
    }

    [Fact]
    public async Task WhatAnotherProcessPublishedIsTakenOver()
    {
        using var other = new RefreshRig(_rig);
        await _rig.Publisher.LoadAsync(default);
        await other.Publisher.LoadAsync(default);
        _rig.AnswerDetail("2026-07-30 a 1");
        other.AnswerDetail("2026-07-31 b 2");
        await _rig.RunAsync(RefreshRig.Period);

        await other.RunAsync(RefreshRig.Period);

        Assert.Equal(2, other.Snapshots.Current.Version);
        Assert.Equal("2026-07-30 a / 2026-07-31 b", other.Rows("OneDriveUsageAccountDetailHistory", "ReportRefreshDate", "SiteId"));
        Assert.Equal("1 / 2", other.Rows("Refreshes", "Id"));
    }

    string Row(string set) => Sets.Print(_rig.Snapshots.Current.Find("Reports")!, "Name", "State", "ContentDate", "RefreshedAt", "Rows", "HistoryFrom", "LastError", "NamesConcealed", "PersonalData")
        .Single(row => row.StartsWith(set + " | ", StringComparison.Ordinal))[(set.Length + 3)..];

    string[] Refreshes() => Sets.Print(_rig.Snapshots.Current.Find("Refreshes")!, "Id", "Report", "Period", "Outcome", "Rows", "ContentDate", "Error");
}
