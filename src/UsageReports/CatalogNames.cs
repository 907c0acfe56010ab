namespace UsageReports;

/// <summary>
/// The names of entity sets, each taken once over all reports. Case does not tell two apart: they also name tables,
/// and databases fold case.
/// </summary>
sealed class CatalogNames
{
    const string TheFeed = "the feed itself";

    /// <summary>The sets the feed has whatever the catalog holds.</summary>
    static readonly IReadOnlyList<string> SystemSets = ["Dates", "Products", "Users", "Reports", "Refreshes"];

    readonly Dictionary<string, string> _owners = SystemSets.ToDictionary(set => set, _ => TheFeed, StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the names of all sets of the report, and returns what is wrong with them, or null.</summary>
    public string? Claim(Report report, string file)
    {
        foreach (var set in Sets(report))
        {
            if (!_owners.TryAdd(set, $"report {report.Function} of {file}"))
                return $"entity set '{set}' already belongs to {_owners[set]}; a definition adds a report, it replaces none.";
        }

        return null;
    }

    static IEnumerable<string> Sets(Report report) =>
        new[] { report.EntitySet, report.HistorySet, report.ByDaySet }.OfType<string>().Concat(report.Views.Select(view => view.EntitySet));
}
