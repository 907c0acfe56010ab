using System.Collections.Concurrent;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>The status of every report of the catalog, selected or not. The only state of the room that others read.</summary>
sealed class RefreshStatus(ReportCatalog catalog, RefreshOptions options)
{
    readonly ConcurrentDictionary<string, ReportStatus> _byFunction =
        new(catalog.Reports.Select(report => KeyValuePair.Create(report.Function, new ReportStatus(report))));

    /// <summary>One per report, in the catalog's order.</summary>
    public IReadOnlyList<ReportStatus> All => [.. catalog.Reports.Select(Of)];

    /// <summary>Every selected report was tried once, so that what is missing is missing for good.</summary>
    public bool IsReady => options.Reports.All(report => Of(report).TriedAt is not null);

    /// <summary>The status of a report of the catalog.</summary>
    public ReportStatus Of(Report report) => _byFunction[report.Function];

    /// <summary>Replaces a status by what the function makes of it.</summary>
    public void Update(Report report, Func<ReportStatus, ReportStatus> change) =>
        _byFunction.AddOrUpdate(report.Function, _ => change(new ReportStatus(report)), (_, status) => change(status));
}
