using System.Runtime.CompilerServices;
using ODataFeed.Query.Execution;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Database;

/// <summary>Reads the rows of a set from the stored tables it consists of.</summary>
/// <param name="parts">The stored tables; no key is in two of them.</param>
sealed class DatabaseScan(ReadSession session, TableSchema set, IReadOnlyList<TableSchema> parts)
{
    /// <summary>The rows in batches of at most <paramref name="size"/>, each query beginning behind the last row of the one before.</summary>
    /// <param name="query">Its columns include those it sorts by. It skips no rows where the set has several parts.</param>
    public async IAsyncEnumerable<RowSet> BatchesAsync(RowQuery query, int size, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var runs = parts.Select(part => new SortedRun(session, set, part, query, size)).ToList();
        do
        {
            foreach (var run in runs)
                await run.FillAsync(cancellation);
            yield return SortedRun.Merge(runs, query.Sort, size);
        }
        while (runs.Exists(run => !run.IsDone));
    }

    /// <summary>All rows as one table, or the first ones.</summary>
    public async Task<Table> AllAsync(RowQuery query, CancellationToken cancellation, int most = int.MaxValue)
    {
        var (read, count) = (new List<Table>(), 0);
        await foreach (var batch in BatchesAsync(query, Math.Min(most, DatabaseExecutor.Batch), cancellation))
        {
            read.Add(Table.Gather([batch.Table], batch.Rows.ToArray()));
            count += batch.Rows.Count;
            if (count >= most)
                break;
        }

        return Table.Gather(read, [.. Enumerable.Range(0, count)]);
    }

    /// <summary>Whether rows can be skipped by the database: those of several tables are in no common order there.</summary>
    public bool CanSkip => parts.Count == 1;

    /// <summary>How many rows there are.</summary>
    public async Task<long> CountAsync(RowQuery query, CancellationToken cancellation)
    {
        var groups = await GroupsAsync(new GroupQuery(query, [], [new Partial(PartialKind.Rows, -1)]), cancellation);
        return Enumerable.Range(0, groups.Count).Sum(row => groups.Partials.Value(0, row) ?? 0);
    }

    /// <summary>The groups of each stored table, one table after the other: a group may come once per table.</summary>
    /// <param name="query">Which groups.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <param name="most">The groups each table may have; of more, there is one more than that.</param>
    public async Task<StoredGroups> GroupsAsync(GroupQuery query, CancellationToken cancellation, int most = int.MaxValue)
    {
        var types = query.Types(set);
        var read = new List<IReadOnlyList<Column>>();
        foreach (var part in parts)
            read.Add(await session.ReadAsync(part, context => query.Over(context, part), types, cancellation, most));
        return StoredGroups.Of(set, query, read);
    }
}
