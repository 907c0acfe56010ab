using GraphSimulator;
using ODataFeed.Access;
using ODataFeed.Feed;
using ODataFeed.Graph;
using ODataFeed.Ingest;
using ODataFeed.Privacy;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;
using ODataFeed.Snapshot.Derived;
using ODataFeed.Store;
using ODataFeed.Telemetry;
using UsageReports;

namespace ODataFeed;

/// <summary>All settings of the service, read and checked before anything starts.</summary>
sealed record Settings(
    ReportCatalog Catalog,
    GraphOptions Graph,
    RefreshOptions Refresh,
    StoreOptions Store,
    FeedOptions Feed,
    UserList? Users,
    AccessOptions Access,
    PrivacyOptions Privacy,
    TelemetryOptions Telemetry,
    GraphSimulatorOptions Simulator)
{
    /// <exception cref="SettingsException">At least one setting is wrong or unknown; the message names each.</exception>
    /// <exception cref="CatalogException">A report definition is wrong.</exception>
    public static Settings Read(IConfiguration configuration) => Read(new SettingsReader(configuration));

    /// <summary>The same through a reader that is asked afterwards what there is to set.</summary>
    internal static Settings Read(SettingsReader reader)
    {
        var catalog = ReportCatalog.Load(reader.Section("Catalog").FolderPath("Folder"));
        var graph = GraphOptions.Read(reader);
        var publicUrl = FeedOptions.ReadPublicUrl(reader.Section("Feed"));
        var access = AccessOptions.Read(reader, SetNames(catalog), graph.AuthorityHost, publicUrl);
        var privacy = PrivacyOptions.Read(reader);
        var feed = FeedOptions.Read(reader.Section("Feed"), local: access.LoopbackOnly, privacy.PersonalData);
        var settings = new Settings(
            catalog,
            graph,
            RefreshOptions.Read(reader, catalog),
            StoreOptions.Read(reader),
            feed,
            ReadUsers(reader.Section("Feed"), feed.UsersFile, privacy),
            access,
            privacy,
            TelemetryOptions.Read(reader.Section("Telemetry")),
            ReadSimulator(reader.Section("GraphSimulator")));
        reader.ThrowIfWrong();
        return settings;
    }

    /// <summary>The entity sets that rights may name.</summary>
    static HashSet<string> SetNames(ReportCatalog catalog) => [.. FeedModel.Of(catalog.Reports, [], [.. FeedModel.ByDaySets(catalog.Reports), ReportsTable.Schema, RefreshLog.Schema]).Sets.Select(set => set.Name)];

    /// <summary>What the file of <c>Feed:UsersFile</c> knows of users; a file that cannot be used is a wrong setting.</summary>
    internal static UserList? ReadUsers(SettingsSection section, string? path, PrivacyOptions privacy)
    {
        try
        {
            return path is null ? null : UsersFile.Read(path, privacy);
        }
        catch (Exception fault) when (fault is IngestException or IOException or UnauthorizedAccessException)
        {
            section.Wrong("UsersFile", $"a CSV file (comma-separated, UTF-8) with a header UserPrincipalName and a line per user; {fault.Message}");
            return null;
        }
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
