using System.Globalization;
using ODataFeed.Query;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Feed;

/// <summary>The tables one plan reads: its own set's first, then those that navigation properties lead to.</summary>
sealed class PlanTables(IReadOnlyList<Table> tables)
{
    /// <summary>How long a reader waits for a version that another service has already; then 503 asks to come again.</summary>
    static readonly TimeSpan MostBehind = TimeSpan.FromSeconds(5);

    /// <summary>The tables a plan reads: the current ones, or those of the token's page 1.</summary>
    /// <exception cref="FeedException">They are not loaded yet, or no more.</exception>
    public static async Task<PlanTables> OfAsync(QueryPlan plan, PageToken? token, PublishedSnapshots snapshots, CancellationToken cancellation)
    {
        var names = plan.Related.Prepend(plan.Set.Name).ToList();
        var wanted = token?.Place is { } place ? WantedBy(place, names) : null;

        // Page 1 may be from another service, which was a moment faster with what was published.
        if (wanted is not null)
            await snapshots.CatchUpAsync(wanted, MostBehind, cancellation);
        var main = snapshots.Current.Find(plan.Set.Name);
        if (wanted is not null && main is not { IsInStore: true })
            return new PlanTables([.. wanted.Select(table => snapshots.Find(table.Set, table.Version) ?? throw Missing(table, snapshots))]);
        if (token?.Mark is not null && main is { IsInStore: false })
            throw FeedErrors.InvalidSkipToken();
        var tables = new PlanTables([.. names.Select(set => Current(set, snapshots))]);

        // A place is good for the version it was made for; there is no other in the store.
        foreach (var table in wanted ?? [])
        {
            if (tables[table.Set].Version != table.Version)
                throw Missing(table, snapshots);
        }

        return tables;
    }

    public IReadOnlyList<Table> All => tables;

    public Table Main => tables[0];

    /// <summary>Their publish numbers, joined by dots: what entity tags and paging tokens carry.</summary>
    public string Versions => string.Join('.', tables.Select(table => table.Version));

    public Table this[string set] => tables.First(table => table.Schema.Name == set);

    public bool IsInStore(string set) => this[set].IsInStore;

    /// <exception cref="FeedException">Its rows are in the store.</exception>
    public Table Related(string set) => this[set] is { IsInStore: false } table ? table : throw FeedErrors.NeedsOther(Main.Schema.Name, set);

    static List<(string Set, long Version)> WantedBy(SkipToken page, List<string> names)
    {
        List<long> versions = [.. page.Versions.Split('.').Select(version => long.Parse(version, CultureInfo.InvariantCulture))];
        return versions.Count == names.Count ? [.. names.Zip(versions)] : throw FeedErrors.InvalidSkipToken();
    }

    static FeedException Missing((string Set, long Version) table, PublishedSnapshots snapshots) =>
        snapshots.IsAhead(table.Set, table.Version) ? FeedErrors.NotLoaded(table.Set) : FeedErrors.SnapshotGone(table.Set);

    static Table Current(string set, PublishedSnapshots snapshots)
    {
        if (snapshots.Current.Find(set) is { } table)
            return table;
        throw snapshots.Refusal(set) is { } reason ? FeedErrors.ReportUnavailable(set, reason) : FeedErrors.NotLoaded(set);
    }
}
