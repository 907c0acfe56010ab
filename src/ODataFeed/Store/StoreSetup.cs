using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace ODataFeed.Store;

static class StoreSetup
{
    /// <summary>Registers <see cref="ReportStore"/> over the provider the settings name.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">Section <c>Store</c>.</param>
    /// <param name="tables">The sets to keep.</param>
    /// <param name="tenant">Whose reports they are.</param>
    public static IServiceCollection AddStore(this IServiceCollection services, StoreOptions options, StoreTables tables, string tenant)
    {
        services.AddSingleton(options);
        services.AddSingleton(tables);
        services.AddSingleton(Database(options));
        return services.AddSingleton(provider => new ReportStore(
            provider.GetRequiredService<StoreDatabase>(),
            tables,
            tenant,
            provider.GetRequiredService<ILogger<ReportStore>>(),
            provider.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds()));
    }

    /// <summary>The database behind the contexts; an InMemory one is the store's own.</summary>
    internal static StoreDatabase Database(StoreOptions options)
    {
        // A context is used by one thread for one chunk, so that its own check of that only costs.
        var builder = new DbContextOptionsBuilder<StoreContext>()
            .ReplaceService<IModelCacheKeyFactory, StoreContext.ModelOfTables>()
            .EnableThreadSafetyChecks(false);
        return options.Provider switch
        {
            // A root makes sets known by name, so that contexts of different models see the same rows.
            StoreProvider.InMemory => new InMemoryDatabase(builder
                .UseInMemoryDatabase("reports", new InMemoryDatabaseRoot())
                .ConfigureWarnings(warnings => warnings.Ignore(InMemoryEventId.TransactionIgnoredWarning))
                .Options),
            StoreProvider.Sqlite => new SqliteDatabase(builder.UseSqlite(options.ConnectionString).Options),
            StoreProvider.PostgreSql => new PostgreSqlDatabase(builder.UseNpgsql(options.ConnectionString).Options, options.ConnectionString!),
            _ => throw new ArgumentOutOfRangeException(
                nameof(options), options.Provider, $"Not one of {string.Join(", ", Enum.GetNames<StoreProvider>())}."),
        };
    }
}
