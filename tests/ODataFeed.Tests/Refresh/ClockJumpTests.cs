using System.Net;
using ODataFeed.Refresh;
using ODataFeed.Store;
using Xunit;

namespace ODataFeed.Tests.Refresh;

/// <summary>Clocks that run ahead, or are set while the service runs; and content that claims to be of the future.</summary>
public sealed class ClockJumpTests : IDisposable
{
    readonly RefreshRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("2026-07-30", false)]
    [InlineData("2026-07-31", true)]
    [InlineData("2026-08-01", true)]
    [InlineData("2062-07-31", false)]
    public void ContentOfTheFutureDoesNotEndTheAsking(string content, bool cannotHaveMoved)
    {
        var status = new ReportStatus(RefreshRig.Trend) { TriedAt = _rig.Time.GetUtcNow(), ContentDate = DateOnly.Parse(content, null) };

        Assert.Equal(cannotHaveMoved, RefreshSchedule.CannotHaveMoved(status, _rig.Time.GetUtcNow()));
    }

    [Fact]
    public void ARetryAfterOfMonthsIsNotWaitedFor()
    {
        var status = new ReportStatus(RefreshRig.Trend) { LastError = "throttled", Failures = 1, RetryAfter = TimeSpan.FromDays(60) };

        Assert.Equal(TimeSpan.FromDays(1), RefreshSchedule.Next(status, TimeSpan.FromHours(6), _rig.Time.GetUtcNow()) - _rig.Time.GetUtcNow());
    }

    [Fact]
    public async Task ABudgetDoesNotWaitForAClockThatWasSetBack()
    {
        for (var i = 0; i < _rig.Options.Budget; i++)
            await _rig.Budget.TakeAsync("f", isJson: false, turn: null, default);

        _rig.Time.Set(-TimeSpan.FromDays(365));
        _rig.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(_rig.Options.Budget, _rig.Budget.Left("f"));
    }

    [Fact]
    public async Task TheSettingOfNamesIsAskedForAgainWhenTheClockWasSetBack()
    {
        _rig.AnswerSettings("""{"displayConcealedNames":false}""");
        _rig.AnswerDetail("2026-07-30 a 1");
        await _rig.RunAsync(RefreshRig.Period);

        _rig.Time.Set(-TimeSpan.FromDays(365));
        _rig.Time.Advance(TimeSpan.FromHours(2));
        await _rig.RunAsync(RefreshRig.Period);

        Assert.Equal(2, _rig.Settings.Requests.Count);
    }

    [Fact]
    public async Task AClockThatRunsAheadEndsNoHistory()
    {
        using var rig = new RefreshRig(retention: new StoreOptions { KeepHistoryDays = 60, KeepPersonalHistoryDays = 35 });
        rig.AnswerDetail("2026-07-29 a 1");
        rig.AnswerDetail("2026-07-30 a 2");
        await rig.RunAsync(RefreshRig.Period);
        await rig.RunAsync(RefreshRig.Period);

        rig.Time.Set(TimeSpan.FromDays(365));
        await rig.RunAsync(RefreshRig.Period);
        rig.Wire.On(RefreshRig.Detail, HttpStatusCode.Forbidden);
        await rig.RunAsync(RefreshRig.Period);

        Assert.Equal("2026-07-29 / 2026-07-30", rig.Rows("OneDriveUsageAccountDetailHistory", "ReportRefreshDate"));
    }
}
