using ODataFeed.Snapshot;

namespace ODataFeed.Store;

/// <summary>The sets a store holds; compared by reference.</summary>
sealed class StoreTables(IEnumerable<TableSchema> schemas)
{
    public IReadOnlyList<TableSchema> Schemas { get; } = [.. schemas];
}
