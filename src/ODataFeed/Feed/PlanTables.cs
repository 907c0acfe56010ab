using ODataFeed.Query;
using ODataFeed.Snapshot;

namespace ODataFeed.Feed;

/// <summary>The tables one plan reads: its own set's first, then those that navigation properties lead to.</summary>
sealed class PlanTables(IReadOnlyList<Table> tables)
{
    public Table Main => tables[0];

    /// <summary>Their publish numbers, joined by dots: what entity tags and paging tokens carry.</summary>
    public string Versions => string.Join('.', tables.Select(table => table.Version));

    public Table this[string set] => tables.First(table => table.Schema.Name == set);

    public bool IsInStore(string set) => this[set].IsInStore;

    /// <exception cref="FeedException">Its rows are in the store.</exception>
    public Table Related(string set) => this[set] is { IsInStore: false } table ? table : throw FeedErrors.NeedsOther(Main.Schema.Name, set);
}
