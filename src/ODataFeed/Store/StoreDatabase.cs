using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using ODataFeed.Snapshot;

namespace ODataFeed.Store;

/// <summary>
/// The database behind the contexts, and what its provider does its own way. It holds on to the models: EF forgets models beyond about a
/// hundred, and rows the InMemory provider keeps belong to the very model they were written with.
/// </summary>
abstract class StoreDatabase(DbContextOptions<StoreContext> options)
{
    readonly ConcurrentDictionary<StoreTables, DbContextOptions<StoreContext>> _withModel = [];

    /// <summary>A context that knows some sets, for one chunk of rows. It is told what is written; it does not look for changes.</summary>
    public StoreContext NewContext(StoreTables tables)
    {
        var context = new StoreContext(_withModel.GetOrAdd(tables, WithModel), tables);
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        return context;
    }

    /// <summary>Connects the context, before its first transaction.</summary>
    public abstract Task OpenAsync(StoreContext context, CancellationToken cancellationToken);

    /// <summary>Makes what is missing: tables, and columns of tables. Nothing is dropped.</summary>
    /// <param name="context">A context of no sets, in a transaction.</param>
    /// <param name="tables">The sets to keep.</param>
    /// <exception cref="StoreException">A table is not what the catalog says it is.</exception>
    public abstract Task PrepareAsync(StoreContext context, StoreTables tables, CancellationToken cancellationToken);

    /// <summary>A transaction that sees the store as it is at its start, whatever others write.</summary>
    public abstract Task<IDbContextTransaction> BeginReadAsync(StoreContext context, CancellationToken cancellationToken);

    /// <summary>Writes the difference between two tables of one set, in the context's transaction.</summary>
    public abstract Task WriteAsync(
        StoreContext context, Table before, Table after, TableDifference difference, CancellationToken cancellationToken);

    /// <summary>Called before the transaction of an erasure.</summary>
    public virtual Task BeginErasureAsync(StoreContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Removes what deleted rows leave behind in files, as far as the provider can.</summary>
    public virtual Task EndErasureAsync(StoreContext context, IEnumerable<TableSchema> erased, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Empties what is stored of columns that the catalog does not know, of all sets, whether or not these are open now.</summary>
    public virtual Task ClearUnknownCellsAsync(StoreContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Appends all stored rows of the builder's set, in any order.</summary>
    public abstract Task ReadAsync(StoreContext context, TableBuilder builder, CancellationToken cancellationToken);

    /// <summary>A connection by which services that share the database hear of each other; null where it is nobody else's.</summary>
    /// <exception cref="StoreException">It is out of reach.</exception>
    public virtual Task<StoreSession?> OpenSessionAsync(CancellationToken cancellationToken) => Task.FromResult<StoreSession?>(null);

    /// <summary>Tells all sessions something, once the context's transaction is committed.</summary>
    public virtual Task TellAsync(StoreContext context, string message, CancellationToken cancellationToken) => Task.CompletedTask;

    DbContextOptions<StoreContext> WithModel(StoreTables tables)
    {
        using var context = new StoreContext(options, tables);
        return new DbContextOptionsBuilder<StoreContext>(options).UseModel(context.Model).Options;
    }
}
