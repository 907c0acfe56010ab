using ODataFeed.Ingest;
using ODataFeed.Snapshot;
using ODataFeed.Store;
using UsageReports;

namespace ODataFeed;

/// <summary>The verb <c>forget</c>: erases a person from the store. A service that runs on the same store takes that over by itself.</summary>
static class Forget
{
    /// <summary>0 when nothing of the person is stored any more, 1 where the store could not be used, 2 for a call without a name.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var person, ..] || person.StartsWith('-'))
        {
            await Console.Error.WriteLineAsync("Whom? Legal: forget <UserPrincipalName>, then settings as with serve, such as --Store:Provider=Sqlite.");
            return 2;
        }

        try
        {
            var settings = Settings.Read(WebApplication.CreateBuilder(new WebApplicationOptions { Args = args[1..], ContentRootPath = AppContext.BaseDirectory }).Configuration);
            if (settings.Store.Provider == StoreProvider.InMemory)
                throw new StoreException("Store:Provider is InMemory, which keeps nothing: a service forgets everyone when it stops.");
            foreach (var line in await EraseAsync(settings, person))
                Console.WriteLine(line);
            return 0;
        }
        catch (Exception exception) when (exception is SettingsException or CatalogException or StoreException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    /// <summary>Erases and tells what went, a line per set.</summary>
    static async Task<IReadOnlyList<string>> EraseAsync(Settings settings, string person)
    {
        var reports = settings.Catalog.Reports;
        var tables = new StoreTables(FeedModel.Of(reports, [], FeedModel.ByDaySets(reports)).ReportSets);
        using var logging = LoggerFactory.Create(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Warning));
        using var store = new ReportStore(StoreSetup.Database(settings.Store), tables, settings.Graph.Tenant, logging.CreateLogger<ReportStore>());

        var policy = new PersonalRows(settings.Privacy).Policy;
        if (await store.PolicyAsync(CancellationToken.None) is { } written && written != policy)
            throw new StoreException($"The store is kept under Privacy:PersonalData={written.Split(':')[0]}, the settings say {policy.Split(':')[0]} or another Privacy:Key: {person} would be looked for by another name. Give forget the Privacy settings of the service.");

        // Under pseudonyms a person is stored by one.
        var stored = settings.Privacy.Pseudonyms?.Of(person) ?? person;
        while (true)
        {
            var content = await store.LoadAsync(CancellationToken.None);
            List<(Table Before, PersonErasure Erasure)> erased =
                [.. content.Tables.Select(table => (table, PersonErasure.Of(table, stored))).Where(pair => pair.Item2.Table != pair.table)];
            if (erased.Count == 0)
            {
                await store.EndErasureAsync(CancellationToken.None);
                return [$"Nothing of {person} is stored."];
            }

            if (await store.EraseAsync([.. erased.Select(pair => new TableChange(pair.Before, pair.Erasure.Table))], content.PublishNumber, CancellationToken.None) is not null)
                return [.. erased.Select(pair => Tell(pair.Erasure)), Summary(person, erased.Select(pair => pair.Erasure))];
        }
    }

    static string Tell(PersonErasure erasure) =>
        $"{erasure.Table.Schema.Name}: {erasure.Removed} rows removed" + (erasure.Cleared == 0 ? "" : $", {erasure.Cleared} rows without their owner");

    static string Summary(string person, IEnumerable<PersonErasure> erasures) =>
        $"{erasures.Sum(erasure => erasure.Removed + erasure.Cleared)} rows named {person}. While Graph's reports name {person}, the next refresh brings new ones.";
}
