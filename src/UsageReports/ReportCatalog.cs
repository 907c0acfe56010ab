namespace UsageReports;

/// <summary>The reports the feed knows: those embedded here, and those of a folder named by a setting.</summary>
public sealed class ReportCatalog
{
    /// <summary>
    /// Counts up with every change of the sets, columns, types or keys of the embedded definitions, so that a store can tell that a newer
    /// program wrote it.
    /// </summary>
    public const int Version = 1;

    readonly Dictionary<string, Report> _bySet;

    ReportCatalog(IReadOnlyList<Report> reports)
    {
        Reports = reports;
        _bySet = reports.ToDictionary(report => report.EntitySet, StringComparer.Ordinal);
    }

    /// <summary>All reports, in the order of their files.</summary>
    public IReadOnlyList<Report> Reports { get; }

    /// <summary>The report behind an entity set, or null.</summary>
    public Report? Find(string entitySet) => _bySet.GetValueOrDefault(entitySet);

    /// <summary>Reads the embedded definitions and every <c>*.json</c> of <paramref name="folder"/>, if one is given.</summary>
    /// <exception cref="CatalogException">A definition is wrong or stands twice.</exception>
    public static ReportCatalog Load(string? folder = null) => new(CatalogFiles.Read(folder));
}
