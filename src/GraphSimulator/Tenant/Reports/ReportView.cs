namespace GraphSimulator.Tenant.Reports;

/// <summary>
/// What a report is asked to show: the tenant as of a day, over the days up to it. A query for one day shows that day as it was, and only
/// those who did something on it.
/// </summary>
sealed record ReportView(TenantFacts Tenant, int Refreshed, int AsOf, int Days, bool OneDay)
{
    /// <summary>What Report Period shows: the days of the window, 0 where all of history was asked for.</summary>
    public int Period { get; init; } = Days;

    /// <summary>The first day of the window for which anything is known.</summary>
    public int First => Math.Max(AsOf - Days + 1, Tenant.Timeline.FirstDay);
}
