using System.Globalization;
using ODataFeed.Query;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Feed;

/// <summary>The tables one plan reads: its own set's first, then those that navigation properties lead to.</summary>
sealed class PlanTables(IReadOnlyList<Table> tables)
{
    /// <summary>The tables a plan reads: the current ones, or those of the token's page 1.</summary>
    /// <exception cref="FeedException">They are not loaded yet, or no more.</exception>
    public static PlanTables Of(QueryPlan plan, PageToken? token, PublishedSnapshots snapshots)
    {
        var names = plan.Related.Prepend(plan.Set.Name).ToList();
        var isInStore = snapshots.Current.Find(plan.Set.Name) is { IsInStore: true };
        if (token?.Place is { } page && !isInStore)
            return OfVersions(names, page, snapshots);
        if (token?.Mark is not null && !isInStore)
            throw FeedErrors.InvalidSkipToken();
        var tables = new PlanTables([.. names.Select(set => Current(set, snapshots))]);

        // A place is good for the version it was made for; there is no other in the store.
        return token?.Place is { } place && place.Versions != tables.Versions ? throw FeedErrors.SnapshotGone(plan.Set.Name) : tables;
    }

    public Table Main => tables[0];

    /// <summary>Their publish numbers, joined by dots: what entity tags and paging tokens carry.</summary>
    public string Versions => string.Join('.', tables.Select(table => table.Version));

    public Table this[string set] => tables.First(table => table.Schema.Name == set);

    public bool IsInStore(string set) => this[set].IsInStore;

    /// <exception cref="FeedException">Its rows are in the store.</exception>
    public Table Related(string set) => this[set] is { IsInStore: false } table ? table : throw FeedErrors.NeedsOther(Main.Schema.Name, set);

    static PlanTables OfVersions(List<string> names, SkipToken page, PublishedSnapshots snapshots)
    {
        var versions = page.Versions.Split('.');
        if (versions.Length != names.Count)
            throw FeedErrors.InvalidSkipToken();
        return new PlanTables([.. names.Zip(versions, (name, version) =>
            snapshots.Find(name, long.Parse(version, CultureInfo.InvariantCulture)) ?? throw FeedErrors.SnapshotGone(name))]);
    }

    static Table Current(string set, PublishedSnapshots snapshots)
    {
        if (snapshots.Current.Find(set) is { } table)
            return table;
        throw snapshots.Refusal(set) is { } reason ? FeedErrors.ReportUnavailable(set, reason) : FeedErrors.NotLoaded(set);
    }
}
