using System.Globalization;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>The windows of a report, written as Graph writes them: <c>D7</c>, <c>D30</c> … or <c>ALL</c>.</summary>
static class ReportPeriods
{
    const string All = "ALL";

    /// <summary>Whether the text is a window at all.</summary>
    public static bool IsLegal(string period) => period == All || (period.StartsWith('D') && Days(period) is > 0 and < 1000);

    /// <summary>The length of the window in days; that of <c>ALL</c> is longer than any other. Null when the text is none.</summary>
    public static int? Days(string period) => period == All ? int.MaxValue
        : int.TryParse(period.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days
        : null;

    /// <summary>
    /// What one refresh of the report fetches: the catalog's windows; for detail reports the wanted ones, each replaced by the
    /// nearest the report has. One null where the function takes no period.
    /// </summary>
    public static IReadOnlyList<string?> Of(Report report, IReadOnlyList<string> detailPeriods)
    {
        if (report.Periods.Count == 0)
            return [null];
        if (!report.Detail || report.Shape == ReportShape.Trend)
            return report.Fetch;
        return [.. detailPeriods.Select(wanted => NearestOf(report.Periods, wanted)).Distinct()];
    }

    static string NearestOf(IReadOnlyList<string> periods, string wanted) =>
        periods.MinBy(period => Math.Abs((long)(Days(period) ?? int.MaxValue) - (Days(wanted) ?? int.MaxValue)))!;
}
