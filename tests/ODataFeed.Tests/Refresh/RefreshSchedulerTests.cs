using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ODataFeed.Ingest;
using ODataFeed.Privacy;
using ODataFeed.Refresh;
using ODataFeed.Store;
using Xunit;

namespace ODataFeed.Tests.Refresh;

public sealed class RefreshSchedulerTests : IDisposable
{
    readonly RefreshRig _rig = new();
    readonly RefreshAlarms _alarms;

    public RefreshSchedulerTests() => _alarms = new RefreshAlarms(_rig.Time);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task ReportsAreRefreshedAtTheStartAndThenOnSchedule()
    {
        _rig.AnswerCounts("2026-07-30 2026-07-30 6");
        _rig.AnswerDetail("2026-07-30 a 1");
        using var scheduler = Scheduler(_rig.Options);

        await scheduler.StartAsync(default);
        await UntilAsync(() => _rig.Status.IsReady && AreScheduled);
        Assert.Equal(_rig.Time.GetUtcNow() + TimeSpan.FromHours(6), _rig.Status.Of(RefreshRig.Period).NextRefreshAt);
        Assert.Equal(2, _rig.Wire.Requests.Count);
        _rig.Time.Advance(TimeSpan.FromHours(6));
        await UntilAsync(() => _rig.Wire.Requests.Count == 4);
        await scheduler.StopAsync(default);
    }

    [Fact]
    public async Task AClockThatIsSetBackDuringARefreshDoesNotPutOffTheNext()
    {
        _rig.AnswerCounts("2026-07-30 2026-07-30 6");
        _rig.AnswerDetail("2026-07-30 a 1");
        _rig.Wire.Answer = _ =>
        {
            _rig.Wire.Answer = null;
            _rig.Time.Set(-TimeSpan.FromDays(365));
            return null;
        };
        using var scheduler = Scheduler(_rig.Options);

        await scheduler.StartAsync(default);
        await UntilAsync(() => _rig.Status.IsReady && _rig.Options.Reports.All(report => _rig.Status.Of(report).NextRefreshAt < _rig.Time.GetUtcNow() + TimeSpan.FromDays(1)));
        _rig.Time.Advance(TimeSpan.FromHours(6));
        await UntilAsync(() => _rig.Wire.Requests.Count == 4);
        await scheduler.StopAsync(default);
    }

    [Fact]
    public async Task WithoutOnStartTheFirstRefreshWaits()
    {
        _rig.AnswerCounts("2026-07-30 2026-07-30 6");
        _rig.AnswerDetail("2026-07-30 a 1");
        using var scheduler = Scheduler(_rig.Options with { OnStart = false });

        await scheduler.StartAsync(default);
        await UntilAsync(() => _rig.Time.Waits.Count > 0);
        Assert.Empty(_rig.Wire.Requests);
        _rig.Time.Advance(TimeSpan.FromHours(6));
        await UntilAsync(() => _rig.Status.IsReady);
        await scheduler.StopAsync(default);
    }

    [Fact]
    public async Task AFaultInOneReportDoesNotEndTheOthers()
    {
        // The wire throws what no client expects: nothing was foreseen for the trend's address.
        _rig.AnswerDetail("2026-07-30 a 1");
        using var scheduler = Scheduler(_rig.Options);

        await scheduler.StartAsync(default);
        await UntilAsync(() => _rig.Status.IsReady);

        Assert.Equal("2026-07-30 a 1", _rig.Rows("OneDriveUsageAccountDetail", "ReportRefreshDate", "SiteId", "FileCount"));
        Assert.Equal("Internal error: InvalidOperationException. The log has it.", _rig.Status.Of(RefreshRig.Trend).LastError);
        await scheduler.StopAsync(default);
    }

    [Fact]
    public async Task AReportWithoutBudgetWaitsUntilThereIsSome()
    {
        _rig.AnswerCounts("2026-07-30 2026-07-30 6");
        _rig.AnswerDetail("2026-07-30 a 1");
        for (var i = 0; i < _rig.Options.Budget; i++)
            await _rig.Budget.TakeAsync(RefreshRig.Trend.Function, isJson: false, turn: null, default);
        using var scheduler = Scheduler(_rig.Options with { Every = TimeSpan.FromMinutes(10) });

        await scheduler.StartAsync(default);
        await UntilAsync(() => AreScheduled);
        Assert.Null(_rig.Status.Of(RefreshRig.Trend).TriedAt);
        _rig.Time.Advance(TimeSpan.FromMinutes(10));
        await UntilAsync(() => _rig.Status.Of(RefreshRig.Trend).TriedAt is not null);
        await scheduler.StopAsync(default);
    }

    [Theory]
    [InlineData(null, null, null, "Never")]
    [InlineData("2026-07-31", "2026-07-29", null, "Fresh")]
    [InlineData("2026-07-31", "2026-07-20", null, "Stale")]
    [InlineData("2026-07-31", "2026-07-29", "refused", "Failing")]
    [InlineData(null, "2026-07-29", null, "Fresh")]
    public void AReportSaysHowFarItCanBeReliedOn(string? tried, string? content, string? error, string state)
    {
        var status = new ReportStatus(RefreshRig.Trend)
        {
            TriedAt = tried is null ? null : DateTimeOffset.Parse(tried + "T00:00:00Z", CultureInfo.InvariantCulture),
            ContentDate = content is null ? null : DateOnly.Parse(content, CultureInfo.InvariantCulture),
            LastError = error,
        };

        Assert.Equal(state, status.StateAt(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(5)).ToString());
    }

    bool AreScheduled => _rig.Options.Reports.All(report => _rig.Status.Of(report).NextRefreshAt is not null);

    RefreshScheduler Scheduler(RefreshOptions options) =>
        new(Stored(), _rig.Refresh, _rig.Publisher, _rig.Status, new RefreshProgress(_rig.Time), _alarms, Metrics(options), options, new Replica(new StoreOptions()), _rig.Time, NullLogger<RefreshScheduler>.Instance);

    RefreshMetrics Metrics(RefreshOptions options) =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>(), _rig.Status, options, _rig.Time);

    StoredPersonalData Stored() => new(_rig.Store, new PersonalRows(new PrivacyOptions()), NullLogger<StoredPersonalData>.Instance);

    /// <summary>Waits for what another thread does; a test that never gets there fails by its time limit.</summary>
    static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
