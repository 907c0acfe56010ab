using GraphSimulator.Rows;
using UsageReports;

namespace GraphSimulator.Tenant.Reports;

/// <summary>How the tenant answers one report.</summary>
abstract class TenantReport
{
    /// <summary>How many days the newest day lies behind today: usually two, three for some (Graph reports differ).</summary>
    public int Lag { get; init; } = 2;

    /// <summary>The columns the tenant can fill; a test holds them against the catalog.</summary>
    public abstract IReadOnlyCollection<string> Columns { get; }

    public abstract ReportRows Open(Report report, ReportView view);
}
