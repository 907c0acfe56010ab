using GraphSimulator;
using ODataFeed.Access;
using ODataFeed.Feed;
using ODataFeed.Graph;
using ODataFeed.Privacy;
using ODataFeed.Refresh;
using ODataFeed.Store;
using UsageReports;

namespace ODataFeed;

/// <summary>All settings of the service, read and checked before anything starts.</summary>
sealed record Settings(
    ReportCatalog Catalog,
    GraphOptions Graph,
    RefreshOptions Refresh,
    StoreOptions Store,
    FeedOptions Feed,
    AccessOptions Access,
    PrivacyOptions Privacy,
    GraphSimulatorOptions Simulator)
{
    /// <exception cref="SettingsException">At least one setting is wrong or unknown; the message names each.</exception>
    /// <exception cref="CatalogException">A report definition is wrong.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var catalog = ReportCatalog.Load(reader.Section("Catalog").FolderPath("Folder"));
        var settings = new Settings(
            catalog,
            GraphOptions.Read(reader),
            RefreshOptions.Read(reader, catalog),
            StoreOptions.Read(reader),
            FeedOptions.Read(reader.Section("Feed")),
            AccessOptions.Read(reader.Section("Access")),
            PrivacyOptions.Read(reader),
            ReadSimulator(reader.Section("GraphSimulator")));
        reader.ThrowIfWrong();
        return settings;
    }

    static GraphSimulatorOptions ReadSimulator(SettingsSection section)
    {
        var defaults = new GraphSimulatorOptions();
        return defaults with
        {
            Users = section.Integer("Users", defaults.Users, 1, GraphSimulatorOptions.MaxUsers),
            Seed = section.Long("Seed", defaults.Seed),
            Days = section.Integer("Days", defaults.Days, 1, GraphSimulatorOptions.MaxDays),
            Now = section.Instant("Now"),
        };
    }
}
