using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ODataFeed.Snapshot;

namespace ODataFeed.Store;

/// <summary>
/// Keeps what was published. Two verbs: load all, at start, and publish what a refresh brought. One process writes; publishes are one
/// after the other, and each has a number, one higher than the last.
/// </summary>
sealed partial class ReportStore(StoreDatabase database, StoreTables tables, string tenant, ILogger<ReportStore> logger) : IDisposable
{
    /// <summary>Rows per context: tracking takes about five kilobytes a row while it lasts; 500 of them die young.</summary>
    const int Chunk = 500;

    readonly SemaphoreSlim _writing = new(1, 1);
    long _publishNumber;

    /// <summary>Opens the store and reads all it holds.</summary>
    /// <exception cref="StoreException">It belongs to another tenant.</exception>
    public async Task<StoredContent> LoadAsync(CancellationToken cancellationToken)
    {
        await using var context = database.NewContext(StoreTables.None);
        var facts = await context.Facts.AsNoTracking().ToDictionaryAsync(fact => fact.Name, fact => fact.Value, cancellationToken);
        var owner = facts.GetValueOrDefault(StoreFact.Tenant);
        if (owner is not null && owner != tenant)
            throw OtherTenant(owner);
        if (owner is null)
            await SetAsync(context, StoreFact.Tenant, tenant, cancellationToken);
        _publishNumber = long.Parse(facts.GetValueOrDefault(StoreFact.PublishNumber, "0"), CultureInfo.InvariantCulture);
        return new StoredContent(_publishNumber, _publishNumber == 0 ? [] : await ReadAsync(cancellationToken));
    }

    /// <summary>Writes the difference each change makes and gives the number of the publish.</summary>
    public async Task<long> PublishAsync(IReadOnlyList<TableChange> changes, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            foreach (var (before, after) in changes.SelectMany(Stored))
                await WriteAsync(before, after, cancellationToken);
            var number = _publishNumber + 1;
            await using var context = database.NewContext(StoreTables.None);
            await SetAsync(context, StoreFact.PublishNumber, number.ToString(CultureInfo.InvariantCulture), cancellationToken);
            return _publishNumber = number;
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    /// <summary>The stored tables a change touches.</summary>
    IEnumerable<(Table Before, Table After)> Stored(TableChange change)
    {
        var before = change.Before ?? Table.Empty(change.After.Schema);
        if (SetOfHistory(change.After.Schema) is not { } set)
            return [(before, change.After)];
        var (oldNewest, oldSuperseded) = StoredHistory.Split(before, set);
        var (newest, superseded) = StoredHistory.Split(change.After, set);
        return [(oldNewest, newest), (oldSuperseded, superseded)];
    }

    /// <summary>The set of the newest refreshes whose history the schema is; null for any other schema.</summary>
    TableSchema? SetOfHistory(TableSchema schema) =>
        schema.Report?.HistorySet == schema.Name ? tables.Schemas.Single(set => set.Name == schema.Report.EntitySet) : null;

    async Task WriteAsync(Table before, Table after, CancellationToken cancellationToken)
    {
        var difference = TableDifference.Of(before, after);
        int[] all = [.. Enumerable.Range(0, after.Columns.Count)];
        // Deletions first: a row that leaves the set may come back in its history table, and readers of both must not meet it twice.
        await WriteAsync(before, difference.Deleted, after.Schema.Key, EntityState.Deleted, cancellationToken);
        await WriteAsync(after, difference.Changed, all, EntityState.Modified, cancellationToken);
        await WriteAsync(after, difference.Added, all, EntityState.Added, cancellationToken);
        Log.Written(logger, after.Schema.Name, difference.Added.Count, difference.Changed.Count, difference.Deleted.Count);
    }

    async Task WriteAsync(
        Table table, IReadOnlyList<int> rows, IReadOnlyList<int> ordinals, EntityState state, CancellationToken cancellationToken)
    {
        var bags = new RowBags(table);
        for (var start = 0; start < rows.Count; start += Chunk)
        {
            await using var context = database.NewContext(tables.Only(table.Schema));
            var set = context.Rows(table.Schema);
            for (var i = start; i < Math.Min(start + Chunk, rows.Count); i++)
                set.Entry(bags.Fill(rows[i], ordinals)).State = state;
            await context.SaveChangesAsync(cancellationToken);
            bags.Reuse();
        }
    }

    async Task<IReadOnlyList<Table>> ReadAsync(CancellationToken cancellationToken)
    {
        var read = new Dictionary<string, Table>(StringComparer.Ordinal);
        foreach (var schema in tables.Schemas)
        {
            var builder = new TableBuilder(schema);
            await using var context = database.NewContext(tables.Only(schema));
            await foreach (var bag in context.Rows(schema).AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
                RowBags.Append(builder, bag);
            read[schema.Name] = StoredHistory.Sorted(builder.Build());
        }

        return [.. tables.Schemas.Select(schema => Published(schema, read)).OfType<Table>().Where(table => table.Count > 0)];
    }

    /// <summary>A set as it was published: histories are joined, and the set of the newest refreshes follows from its history.</summary>
    static Table? Published(TableSchema schema, Dictionary<string, Table> read) => schema.Report?.HistorySet switch
    {
        null => read[schema.Name],
        var history when history == schema.Name => StoredHistory.Join(read[schema.Report.EntitySet], read[history]),
        _ => null,
    };

    static async Task SetAsync(StoreContext context, string name, string value, CancellationToken cancellationToken)
    {
        var fact = await context.Facts.FindAsync([name], cancellationToken);
        if (fact is null)
        {
            context.Facts.Add(new StoreFact { Name = name, Value = value });
        }
        else
        {
            fact.Value = value;
            context.Facts.Update(fact);
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    StoreException OtherTenant(string owner) => new(
        $"The store holds the reports of tenant '{owner}', but the settings are of '{tenant}'. "
        + $"Use another Store:ConnectionString for '{tenant}'.");

    static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "{Set}: {Added} rows added, {Changed} changed, {Deleted} deleted")]
        public static partial void Written(ILogger logger, string set, int added, int changed, int deleted);
    }
}
