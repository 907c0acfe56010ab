using System.Collections.Concurrent;
using ODataFeed.Snapshot;

namespace ODataFeed.Store;

/// <summary>The sets a store holds; compared by reference.</summary>
sealed class StoreTables(IEnumerable<TableSchema> schemas)
{
    readonly ConcurrentDictionary<TableSchema, StoreTables> _single = [];

    /// <summary>No sets: the store's facts only.</summary>
    public static StoreTables None { get; } = new([]);

    public IReadOnlyList<TableSchema> Schemas { get; } = [.. schemas];

    /// <summary>
    /// One set by itself. EF looks through all entity types of one CLR type whenever it tracks an instance, and here all share the
    /// property bag: in a model of all 150 sets a row costs twice the time and three times the garbage.
    /// </summary>
    public StoreTables Only(TableSchema schema) => _single.GetOrAdd(schema, static only => new StoreTables([only]));
}
