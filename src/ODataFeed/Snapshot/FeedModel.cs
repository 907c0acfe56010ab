using ODataFeed.Snapshot.Derived;
using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>The entity sets of the feed, made from the catalog once. Immutable.</summary>
sealed class FeedModel
{
    readonly Dictionary<string, TableSchema> _sets;
    readonly Dictionary<string, string> _withheld;

    public FeedModel(IEnumerable<TableSchema> sets)
        : this(sets, [])
    {
    }

    FeedModel(IEnumerable<TableSchema> sets, Dictionary<string, string> withheld)
    {
        Sets = [.. sets];
        _withheld = withheld;
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

    /// <summary>The right that reading a set takes and that is missing, where the set was left out by <see cref="Without"/>.</summary>
    public string? MissingRight(string set) => _withheld.GetValueOrDefault(set);

    /// <summary>The same for a navigation property, of whatever set: all of one name lead to the same set.</summary>
    public string? MissingRightBehind(string navigation) =>
        navigation switch { NavigationSchema.User => MissingRight(NavigationSchema.Users), NavigationSchema.Date => MissingRight(NavigationSchema.Dates), _ => null };

    /// <summary>The model as a reader sees it who lacks rights: without some sets, and without the properties that lead to them.</summary>
    /// <param name="missingRight">The right that is missing for a set; null where it may be read.</param>
    public FeedModel Without(Func<TableSchema, string?> missingRight)
    {
        var withheld = Sets.Select(set => (set.Name, Right: missingRight(set))).Where(entry => entry.Right is not null).ToDictionary(entry => entry.Name, entry => entry.Right!, StringComparer.Ordinal);
        return withheld.Count == 0 ? this : new(Sets.Where(set => !withheld.ContainsKey(set.Name)).Select(set => set.WithoutNavigationTo(withheld.ContainsKey)), withheld);
    }

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

    /// <summary>The model of a feed that holds no personal data: sets that do, and the properties that lead to them, do not exist.</summary>
    public FeedModel WithoutPersonalData()
    {
        var hidden = Sets.Where(set => set.Personal).Select(set => set.Name).ToHashSet(StringComparer.Ordinal);
        return new FeedModel(Sets.Where(set => !set.Personal).Select(set => set.WithoutNavigationTo(hidden.Contains)));
    }

    /// <summary>The model of a feed that exposes what the catalog does not know: the types of report sets are open.</summary>
    public FeedModel Opened() => new(Sets.Select(set => set is { Report: not null, View: null } ? set.Opened() : set), _withheld);

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
