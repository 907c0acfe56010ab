using System.Data.Common;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;
using ODataFeed.Store;
using ODataFeed.Store.Transfer;
using UsageReports;

namespace ODataFeed;

/// <summary>The verbs <c>export</c> and <c>import</c>: the whole store into a folder of CSV files, and back into an empty store.</summary>
static class ExportImport
{
    /// <summary>0 when all is exported, 1 where something was refused, 2 for a call without a folder.</summary>
    public static Task<int> ExportAsync(string[] args) => RunAsync("export", args, (store, target, folder) =>
        new StoreExport(store, target.Database, target.Tables, Console.Out).RunAsync(folder, CancellationToken.None));

    /// <summary>0 when all is imported, 1 where something was refused and the store is as it was, 2 for a call without a folder.</summary>
    public static Task<int> ImportAsync(string[] args) => RunAsync("import", args, (store, target, folder) =>
        new StoreImport(store, target.Database, target.Tables, target.Tenant, Console.Out).RunAsync(folder, CancellationToken.None));

    static async Task<int> RunAsync(string verb, string[] args, Func<ReportStore, Target, string, Task> run)
    {
        if (args is not [var folder, ..] || folder.StartsWith('-'))
        {
            await Console.Error.WriteLineAsync($"Which folder? Legal: {verb} <folder>, then settings as with serve, such as --Store:Provider=Sqlite.");
            return 2;
        }

        try
        {
            var target = Target.Of(Settings.Read(WebApplication.CreateBuilder(new WebApplicationOptions { Args = args[1..], ContentRootPath = AppContext.BaseDirectory }).Configuration), verb);
            using var logging = LoggerFactory.Create(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Warning));
            using var store = new ReportStore(target.Database, target.Tables, target.Tenant, logging.CreateLogger<ReportStore>());
            await run(store, target, folder);
            return 0;
        }
        catch (Exception exception) when (
            exception is SettingsException or CatalogException or StoreException or DbException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    /// <summary>The store the settings name, with all sets it may hold.</summary>
    sealed record Target(RelationalDatabase Database, StoreTables Tables, string Tenant)
    {
        public static Target Of(Settings settings, string verb)
        {
            if (StoreSetup.Database(settings.Store) is not RelationalDatabase database)
                throw new StoreException($"Store:Provider is {settings.Store.Provider}, which keeps nothing: there is nothing to {verb}. Set Store:Provider to Sqlite or PostgreSql, and Store:ConnectionString.");
            var reports = settings.Catalog.Reports;
            var model = FeedModel.Of(reports, [], FeedModel.ByDaySets(reports));
            if (settings.Feed.UnknownColumns == UnknownColumns.Expose)
                model = model.Opened();
            return new Target(database, new StoreTables([.. model.ReportSets, ReportsTable.Schema, RefreshLog.Schema]), settings.Graph.Tenant);
        }
    }
}
