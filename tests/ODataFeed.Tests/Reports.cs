using UsageReports;

namespace ODataFeed.Tests;

/// <summary>The catalog, read once for all tests.</summary>
static class Reports
{
    public static ReportCatalog Catalog { get; } = ReportCatalog.Load();

    /// <summary>The report of a Graph function.</summary>
    public static Report Of(string function) => Catalog.Reports.Single(report => report.Function == function);
}
