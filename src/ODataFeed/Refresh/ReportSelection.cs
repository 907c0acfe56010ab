using System.IO.Enumeration;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>Which reports are fetched: names of entity sets and globs with <c>*</c> and <c>?</c>, in any case.</summary>
static class ReportSelection
{
    /// <summary>The reports of the setting in the catalog's order; all when it is absent. A pattern that selects none is wrong.</summary>
    public static IReadOnlyList<Report> Read(SettingsSection section, string name, ReportCatalog catalog)
    {
        if (section.List(name) is not { } patterns)
            return catalog.Reports;
        foreach (var pattern in patterns.Where(pattern => !catalog.Reports.Any(report => Selects(pattern, report))))
        {
            var near = Nearest.Of(pattern, catalog.Reports.Select(report => report.EntitySet), 3);
            section.Wrong(name, $"names of reports, and globs such as Teams*; '{pattern}' is none, nearest: {string.Join(", ", near)}");
        }

        return [.. catalog.Reports.Where(report => patterns.Any(pattern => Selects(pattern, report)))];
    }

    /// <summary>Whether a name or glob means the report.</summary>
    public static bool Selects(string pattern, Report report) =>
        FileSystemName.MatchesSimpleExpression(pattern, report.EntitySet, ignoreCase: true);
}
