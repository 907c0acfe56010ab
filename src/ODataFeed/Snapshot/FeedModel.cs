using ODataFeed.Snapshot.Derived;
using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>The entity sets of the feed, made from the catalog once. Immutable.</summary>
sealed class FeedModel
{
    readonly Dictionary<string, TableSchema> _sets;

    public FeedModel(IEnumerable<TableSchema> sets)
    {
        Sets = [.. sets];
        _sets = Sets.ToDictionary(set => set.Name, StringComparer.Ordinal);
    }

    /// <summary>The schema namespace of <c>$metadata</c>.</summary>
    public const string Namespace = "Microsoft365Usage";

    /// <summary>The entity container of <c>$metadata</c>.</summary>
    public const string Container = "Feed";

    /// <summary>The qualified name of a set's entity type.</summary>
    public static string TypeName(TableSchema set) => $"{Namespace}.{set.Name}";

    public IReadOnlyList<TableSchema> Sets { get; }

    public TableSchema? Find(string set) => _sets.GetValueOrDefault(set);

    /// <summary>The sets that hold rows of reports as they came; all others are made of them.</summary>
    public IEnumerable<TableSchema> ReportSets => Sets.Where(set => set is { Report: not null, View: null });

    /// <summary>
    /// A set per report, one for the history of each period report, one per view; then days, products and users, and what other rooms
    /// add.
    /// </summary>
    /// <param name="reports">The catalog.</param>
    /// <param name="userColumns">What is known of users beyond the reports.</param>
    /// <param name="others">Further sets.</param>
    public static FeedModel Of(IReadOnlyCollection<Report> reports, IReadOnlyList<ColumnSchema> userColumns, params IEnumerable<TableSchema> others) =>
        new([.. reports.SelectMany(SetsOf), .. reports.SelectMany(ViewsOf), DateTable.Schema, ProductTable.Schema, UserTable.SchemaWith(userColumns), .. others]);

    /// <summary>The sets of single days, which are there on request only.</summary>
    public static IEnumerable<TableSchema> ByDaySets(IEnumerable<Report> reports) => reports.Where(report => report.ByDay).Select(TableSchema.OfByDay);

    static IEnumerable<TableSchema> SetsOf(Report report)
    {
        yield return TableSchema.Of(report);
        if (report.HistorySet is not null)
            yield return TableSchema.OfHistory(report);
    }

    static IEnumerable<TableSchema> ViewsOf(Report report) => report.Views.Select(view => TableSchema.Of(report, view));
}
