using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace ODataFeed.Store;

/// <summary>
/// The database behind the contexts. It holds on to the models: EF forgets models beyond about a hundred, and rows the InMemory provider
/// keeps belong to the very model they were written with.
/// </summary>
sealed class StoreDatabase(DbContextOptions<StoreContext> options)
{
    readonly ConcurrentDictionary<StoreTables, DbContextOptions<StoreContext>> _withModel = [];

    /// <summary>A context that knows some sets, for one chunk of rows. It is told what is written; it does not look for changes.</summary>
    public StoreContext NewContext(StoreTables tables)
    {
        var context = new StoreContext(_withModel.GetOrAdd(tables, WithModel), tables);
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        return context;
    }

    DbContextOptions<StoreContext> WithModel(StoreTables tables)
    {
        using var context = new StoreContext(options, tables);
        return new DbContextOptionsBuilder<StoreContext>(options).UseModel(context.Model).Options;
    }
}
