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

    public IReadOnlyList<TableSchema> Sets { get; }

    public TableSchema? Find(string set) => _sets.GetValueOrDefault(set);

    /// <summary>A set per report, and one for the history of each period report.</summary>
    public static FeedModel Of(IEnumerable<Report> reports) => new(reports.SelectMany(SetsOf));

    static IEnumerable<TableSchema> SetsOf(Report report)
    {
        yield return TableSchema.Of(report);
        if (report.HistorySet is not null)
            yield return TableSchema.OfHistory(report);
    }
}
