namespace ODataFeed.Snapshot;

/// <summary>What refreshing asks of rows that stay in the store; there is none where all rows are in memory.</summary>
/// <param name="DigestAsync">A set's table for the snapshot: see <see cref="Table.StoredRows"/>.</param>
/// <param name="RefreshesAsync">The refreshes of a history set: day number, and period (0 where the report takes none).</param>
/// <param name="ReadAsync">
/// The rows of a set, sorted by key, whose column of that ordinal has one of the values, or without values one at least as great as the
/// last argument: day numbers or ticks.
/// </param>
sealed record StoredRows(
    Func<TableSchema, CancellationToken, Task<Table>> DigestAsync,
    Func<TableSchema, CancellationToken, Task<IReadOnlyCollection<(long Date, long Period)>>> RefreshesAsync,
    Func<TableSchema, int, IReadOnlyCollection<long>?, long, CancellationToken, Task<Table>> ReadAsync);
