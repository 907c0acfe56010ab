using System.Collections.Frozen;
using GraphSimulator.Rows;
using GraphSimulator.Tenant.Reports;
using UsageReports;

namespace GraphSimulator.Tenant;

/// <summary>
/// A company of invented people that answers every usage report. What it answers follows from seed, size, the month it starts in and the
/// clock; as the clock moves on, so do its reports.
/// </summary>
public sealed class SampleTenant : IReportSource, IDisposable
{
    /// <summary>Graph's documentation says thirty days, Graph refuses after 28 (microsoft-graph-docs issue 8946).</summary>
    const int DaysByDate = 28;

    const int UsualLag = 2;

    static readonly FrozenDictionary<string, TenantReport> Known =
        ExchangeReports.All
            .Concat(Microsoft365Reports.All)
            .Concat(GroupReports.All)
            .Concat(OneDriveReports.All)
            .Concat(SharePointReports.All)
            .Concat(TeamsReports.All)
            .Concat(TeamReports.All)
            .Concat(VivaEngageReports.All)
            .Concat(AppReports.All)
            .Concat(CopilotReports.All)
            .Concat(ActivationReports.All)
            .Concat(ApiUsageReport.All)
            .ToFrozenDictionary(entry => entry.EntitySet, entry => entry.Report, StringComparer.Ordinal);

    readonly CancellationTokenSource _stopping = new();
    readonly TimeProvider _time;
    readonly TenantFacts _facts;

    /// <param name="users">Accounts of the company's own people at the start, guests not counted.</param>
    /// <param name="seed">Everything random follows from it.</param>
    /// <param name="days">How many days of history there are at the start.</param>
    /// <param name="time">The clock that says what is newest.</param>
    public SampleTenant(int users, long seed, int days, TimeProvider time)
    {
        _time = time;
        _facts = new TenantFacts(Draws.Mix((ulong)seed), users, new Timeline(Today, days), _stopping.Token);
    }

    /// <summary>Ends what is being computed; nothing can be asked any more.</summary>
    public void Dispose() => _stopping.Cancel();

    DateOnly Today => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

    /// <inheritdoc/>
    public DateOnly? ContentDate(Report report) => Today.AddDays(-(Known.GetValueOrDefault(report.EntitySet)?.Lag ?? UsualLag));

    /// <inheritdoc/>
    public string? Refuse(Report report, ReportWindow window)
    {
        if (window.Date is not { } date)
            return null;
        var age = Today.DayNumber - date.DayNumber;
        return age is >= 1 and <= DaysByDate
            ? null
            : $"Invalid date value specified: {date:yyyy-MM-dd}. Only support data for the past {DaysByDate} days.";
    }

    /// <inheritdoc/>
    public ReportRows Open(Report report, ReportWindow window)
    {
        // Reports of services switched off, and reports of a catalog folder: a header and no rows.
        if (report.Retired is not null || !Known.TryGetValue(report.EntitySet, out var known))
            return ReportRows.None;
        var refreshed = Today.DayNumber - known.Lag;
        if (window.Date is { } date)
        {
            // A day that is not finished yet has no rows; Graph answers 200 all the same.
            return date.DayNumber > refreshed || date.DayNumber < _facts.Timeline.FirstDay
                ? ReportRows.None
                : known.Open(report, new ReportView(_facts, refreshed, date.DayNumber, 1, OneDay: true));
        }

        var history = refreshed - _facts.Timeline.FirstDay + 1;
        return window.Period == ReportWindow.All
            ? known.Open(report, new ReportView(_facts, refreshed, refreshed, history, OneDay: false) { Period = 0 })
            : known.Open(report, new ReportView(_facts, refreshed, refreshed, window.Days ?? 1, OneDay: false));
    }

    /// <summary>The columns of a report that the tenant fills; null for a report it does not know.</summary>
    internal static IReadOnlyCollection<string>? ColumnsOf(Report report) => Known.GetValueOrDefault(report.EntitySet)?.Columns;
}
