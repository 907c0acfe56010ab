using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;
using ODataFeed.Store;

namespace ODataFeed.Query.Database;

/// <summary>
/// Runs plans over the store: the database does its part, and batches of what it gives go through the operators of <see cref="Pipeline"/>.
/// Memory is bounded whatever the tables hold: by a page, or by what a step that needs all rows may keep.
/// </summary>
sealed partial class DatabaseExecutor(StoreDatabase database, StoreTables tables, ILogger<DatabaseExecutor> logger)
{
    /// <summary>
    /// Rows read at once where our operators may drop some, or where an answer comes in parts. Eight bytes each stay below the size from
    /// which on the collector takes arrays for large, so that what a batch leaves behind is gone with the next small collection.
    /// </summary>
    internal const int Batch = 8_192;

    /// <summary>
    /// Bytes of columns a step that needs all rows may hold: 64 MB, or an eighth of the memory there is. Grouping and sorting take as much
    /// again, and others ask at the same time.
    /// </summary>
    internal static readonly long MostBytes = Math.Min(64L << 20, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8);

    /// <summary>Groups the database may give: with its columns and figures each takes some 64 bytes.</summary>
    internal static readonly int MostGroups = (int)(MostBytes / 64);

    /// <summary>The rows of a page.</summary>
    /// <param name="plan">What is asked.</param>
    /// <param name="related">The tables that navigation properties lead to, by set name.</param>
    /// <param name="page">Which rows of the answer.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <param name="groups">The most groups that one <c>groupby</c> may make.</param>
    /// <exception cref="FeedException">No entity has the key; a value made arithmetic fail; the query needs too much memory; or the store is out of reach.</exception>
    public Task<DatabasePage> RunAsync(QueryPlan plan, Func<string, Table> related, PageRequest page, CancellationToken cancellation, int groups = int.MaxValue) =>
        ReachAsync(plan.Set, () => ReadAsync(plan, related, page, new ExecutionBudget(cancellation, groups)));

    async Task<DatabasePage> ReadAsync(QueryPlan plan, Func<string, Table> related, PageRequest page, ExecutionBudget budget)
    {
        var divided = DatabasePlanner.Divide(plan);
        Log.Divided(logger, plan.Set.Name, divided.Where.Count, divided.PerRow.Count, divided.Rest.Count);
        await using var session = await ReadSession.OpenAsync(database, logger, budget.Cancellation);
        var scan = new DatabaseScan(session, plan.Set, StoredParts.Of(plan.Set, tables));
        var run = new DatabaseRun(divided, scan, new Pipeline(related, budget), budget);
        if (plan.Kind == ResourceKind.Count && !plan.IsSingle && divided.Rest.Count == 0)
            return new DatabasePage(Empty(plan, await run.CountAsync(), budget));
        if (divided.Groups is not null)
            return run.Place(await run.GroupedAsync(divided.Groups), page, null);
        if (!divided.IsStreamed)
            return await run.WholeAsync(page);
        var streamed = await run.StreamedAsync(page);
        return plan.Key.Count > 0 && streamed.Result.End == streamed.Result.First ? throw FeedErrors.NoSuchEntity(plan) : streamed;
    }

    /// <summary>The rows of some keys, sorted by key; without those there are none of.</summary>
    public Task<Table> FindAsync(TableSchema set, IReadOnlyList<IReadOnlyList<Constant>> keys, CancellationToken cancellation) =>
        ReachAsync(set, () => ReadAsync(set, keys, cancellation));

    async Task<Table> ReadAsync(TableSchema set, IReadOnlyList<IReadOnlyList<Constant>> keys, CancellationToken cancellation)
    {
        await using var session = await ReadSession.OpenAsync(database, logger, cancellation);
        var scan = new DatabaseScan(session, set, StoredParts.Of(set, tables));
        var any = keys.Select(key => new Logic(true, [.. DatabasePlanner.KeyConditions(set, key)])).ToList<Expression>();
        var query = new RowQuery([new Logic(false, any)], [.. set.Key.Select(ordinal => new SortColumn(ordinal, false))], [.. Enumerable.Range(0, set.Columns.Count)]);
        return await scan.AllAsync(query, cancellation);
    }

    async Task<T> ReachAsync<T>(TableSchema set, Func<Task<T>> read)
    {
        try
        {
            return await StoreFault.ReachAsync(read);
        }
        catch (StoreException fault)
        {
            Log.Lost(logger, set.Name, fault.Message);
            throw FeedErrors.StoreLost(set.Name);
        }
    }

    static QueryResult Empty(QueryPlan plan, long count, ExecutionBudget budget) => new(plan, Table.Empty(plan.Set), new RowList(0), 0, 0, budget) { Count = count };

    static partial class Log
    {
        /// <summary>Only numbers: what the plan says in full has the literals of whoever asked.</summary>
        [LoggerMessage(LogLevel.Debug, "Reads {Set}: {Conditions} conditions of the database, {PerRow} steps over each batch, {Rest} over all rows")]
        public static partial void Divided(ILogger logger, string set, int conditions, int perRow, int rest);

        [LoggerMessage(LogLevel.Warning, "The rows of {Set} cannot be read: {Fault}")]
        public static partial void Lost(ILogger logger, string set, string fault);
    }
}
