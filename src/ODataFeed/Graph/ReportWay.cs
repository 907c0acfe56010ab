using UsageReports;

namespace ODataFeed.Graph;

/// <summary>One of the addresses under which Graph has, or had, a report.</summary>
/// <param name="Version"><c>v1.0</c> or <c>beta</c>.</param>
/// <param name="Path">Below the version: <c>/reports</c> or <c>/copilot/reports</c>.</param>
/// <param name="Function">The function's name, or its name of 2017.</param>
/// <param name="IsJson">JSON is asked for, in pages; else the default, CSV.</param>
sealed record ReportWay(string Version, string Path, string Function, bool IsJson)
{
    /// <summary>The largest page Graph gives; its own default is 200 rows.</summary>
    const int PageSize = 999;

    /// <summary>
    /// The ways of a report in a cloud, the best first: CSV of v1.0 and of beta, JSON of beta, the old path of Copilot's reports, and the
    /// name of 2017. v1.0 has reports in the global cloud only (Graph documentation, reportRoot pages).
    /// </summary>
    public static IReadOnlyList<ReportWay> Of(Report report, GraphCloud cloud)
    {
        var ways = new List<ReportWay>();
        if (cloud == GraphCloud.Global && report.V1Formats.Contains("csv"))
            ways.Add(new ReportWay("v1.0", report.Path, report.Function, IsJson: false));
        if (report.BetaFormats.Contains("csv"))
            ways.Add(new ReportWay("beta", report.Path, report.Function, IsJson: false));
        if (report.BetaFormats.Contains("json"))
            ways.Add(new ReportWay("beta", report.Path, report.Function, IsJson: true));
        if (report.Path != Reports)
            ways.Add(new ReportWay("beta", Reports, report.Function, IsJson: true));
        if (report.LegacyName is { } name)
            ways.Add(cloud == GraphCloud.Global ? new ReportWay("v1.0", Reports, name, IsJson: false) : new ReportWay("beta", Reports, name, IsJson: true));
        return ways;
    }

    /// <summary>The address of a question.</summary>
    public Uri Address(Uri endpoint, ReportRequest request) =>
        new(endpoint, $"/{Version}{Path}/{request.Call(Function)}{(IsJson && !IsLegacy(request) ? Options(request.Report) : "")}");

    /// <inheritdoc/>
    public override string ToString() => $"{Version}{Path}/{Function}{(IsJson ? " as JSON" : "")}";

    const string Reports = "/reports";

    /// <summary>In 2017 beta had JSON only, and no option for it.</summary>
    bool IsLegacy(ReportRequest request) => Function != request.Report.Function;

    /// <summary>Counts come in one page; so do 2 000 users of Teams, more than $top could ask for.</summary>
    static string Options(Report report) =>
        "?$format=application/json" + (report.Detail && report.Service != "Teams" ? $"&$top={PageSize}" : "");
}
