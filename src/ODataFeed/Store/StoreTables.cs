using System.Runtime.CompilerServices;
using ODataFeed.Snapshot;

namespace ODataFeed.Store;

/// <summary>The sets a store holds; compared by reference.</summary>
sealed class StoreTables(IEnumerable<TableSchema> schemas)
{
    static readonly ConditionalWeakTable<TableSchema, StoreTables> Single = [];

    /// <summary>No sets: what the store knows of itself only.</summary>
    public static StoreTables None { get; } = new([]);

    public IReadOnlyList<TableSchema> Schemas { get; } = [.. schemas];

    /// <summary>
    /// The sets whose rows the published ones are made of: a history is published by one name and stored in two sets, the newest
    /// refreshes in that of the report.
    /// </summary>
    public IReadOnlyList<TableSchema> Of(IReadOnlyCollection<string> published) =>
        [.. Schemas.Where(schema => published.Contains(schema.Name)
            || (schema.Report is { HistorySet: { } history } report && schema.Name == report.EntitySet && published.Contains(history)))];

    /// <summary>
    /// One set by itself, always the same instance. EF looks through all entity types of one CLR type whenever it tracks an instance, and
    /// here all share the property bag: in a model of all 150 sets a row costs twice the time and three times the garbage.
    /// </summary>
    public static StoreTables Only(TableSchema schema) => Single.GetValue(schema, static only => new StoreTables([only]));
}
