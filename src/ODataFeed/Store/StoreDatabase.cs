using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace ODataFeed.Store;

/// <summary>The database behind the contexts. It holds on to the models: rows the InMemory provider keeps belong to the very model they were written with.</summary>
sealed class StoreDatabase(DbContextOptions<StoreContext> options)
{
    readonly ConcurrentDictionary<StoreTables, DbContextOptions<StoreContext>> _withModel = [];

    /// <summary>A context that knows some sets, for one chunk of rows. What is written is told to it; it does not look for changes itself.</summary>
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
