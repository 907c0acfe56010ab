using GraphSimulator;
using GraphSimulator.Hosting;
using ODataFeed.Access;
using ODataFeed.Feed;
using ODataFeed.Graph;
using ODataFeed.GraphApi;
using ODataFeed.Ingest;
using ODataFeed.Privacy;
using ODataFeed.Query.Database;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;
using ODataFeed.Snapshot.Derived;
using ODataFeed.Store;
using ODataFeed.Telemetry;
using ODataFeed.Web;
using ODataFeed.Web.Connect;

namespace ODataFeed;

/// <summary>
/// The service, composed: settings → sample tenant where no tenant is named → rooms → endpoints. Tests and benchmarks start the same
/// thing on a port of their own.
/// </summary>
sealed class FeedHost : IAsyncDisposable
{
    const string DefaultAddress = "http://127.0.0.1:5080";

    readonly SimulatorHost? _simulator;

    FeedHost(WebApplication app, SimulatorHost? simulator)
    {
        App = app;
        _simulator = simulator;
    }

    public WebApplication App { get; }

    /// <summary>The sample tenant's server; null where a real tenant is read.</summary>
    public SimulatorHost? Simulator => _simulator;

    /// <summary>Composes the service; it listens once the application is started.</summary>
    /// <param name="configure">Changes the composition, for tests.</param>
    /// <param name="time">The clock of the service and of its sample tenant, for tests; else the settings say.</param>
    public static async Task<FeedHost> CreateAsync(
        string[] args, Action<WebApplicationBuilder>? configure = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var settings = Settings.Read(builder.Configuration);
        time ??= settings.Simulator.Now is { } now && settings.Graph.Credential is null ? new ShiftedClock(now) : TimeProvider.System;
        var simulator = settings.Graph.Credential is null
            ? await SimulatorHost.StartAsync(settings.Catalog, settings.Simulator, time, null, cancellationToken)
            : null;
        builder.AddTelemetry(settings.Telemetry);
        builder.ConfigureLimits(settings.Feed);
        AddRooms(builder.Services, settings, simulator, time);
        configure?.Invoke(builder);

        var app = builder.Build();
        if (NoAddressIsSet(app.Configuration))
            app.Urls.Add(DefaultAddress);
        UseRooms(app, settings);
        return new FeedHost(app, simulator);
    }

    /// <summary>Each room registers itself, in the order of the data flow.</summary>
    static void AddRooms(IServiceCollection services, Settings settings, SimulatorHost? simulator, TimeProvider time)
    {
        var graph = simulator is null ? settings.Graph : settings.Graph.ForSampleTenant(simulator.Endpoint, simulator.DownloadHost, simulator.AccessToken);
        var model = ModelOf(settings, settings.Refresh.ByDay);

        // What an earlier run kept must obey the personal-data policy, though it is no longer fetched or served.
        var stored = settings.Privacy.PersonalData == PersonalData.Show ? model : ModelOf(settings, byDay: true);
        model = settings.Privacy.Hides ? model.WithoutPersonalData() : model;

        services.AddSingleton(time);
        services.AddSingleton(settings);
        services.AddSingleton(settings.Catalog);
        services.AddSingleton(model);
        services.AddSingleton(new PublishedSnapshots(time, settings.Feed.SnapshotLease, isShared: settings.Store.Provider == StoreProvider.PostgreSql));
        services.AddSingleton(new DerivedTables(model, settings.Feed.FiscalYearStart, settings.Users));
        services.AddAccess(settings.Access, settings.Feed.PublicUrl);
        services.AddGraph(graph, settings.Refresh.Budget, settings.Refresh.Parallel, time);
        services.AddIngest(settings.Privacy);
        services.AddStore(settings.Store, new StoreTables([.. stored.ReportSets, ReportsTable.Schema, RefreshLog.Schema]), graph.Tenant);
        if (settings.Feed.Engine == FeedEngine.Database)
            services.AddSingleton<StoredReports>().AddSingleton(provider => provider.GetRequiredService<StoredReports>().Rows);
        services.AddRefresh(settings.Privacy.Hides ? settings.Refresh.WithoutPersonalData() : settings.Refresh);
        services.AddFeed(settings.Feed);
        services.AddWeb(new FeedAddress(settings.Feed.Path, settings.Feed.PublicUrl), simulator is not null, SignInOf(settings.Access), LimitsOf(settings.Feed.Limits));
    }

    /// <summary>What a request goes through, from the edge inwards.</summary>
    static void UseRooms(WebApplication app, Settings settings)
    {
        app.UseSecurityHeaders();
        app.UseEdge();
        app.UseAccess();
        app.UseFeed();
        app.MapHealth();
        app.MapRefresh();
        app.MapWeb();
        app.MapGraphApi(settings.Catalog, settings.Privacy, settings.Feed.PublicUrl);
    }

    /// <summary>What pages tell people to choose in Excel and Power BI: their own account before a key, where both will do.</summary>
    static SignInKind SignInOf(AccessOptions access) =>
        access.Anonymous ? SignInKind.Anonymous : access.Entra is null ? SignInKind.Basic : SignInKind.Organizational;

    static PageLimits LimitsOf(FeedLimits limits) => new(FeedViews.Seen, limits.Syntax, limits.Groups);

    static FeedModel ModelOf(Settings settings, bool byDay)
    {
        var model = FeedModel.Of(
            settings.Catalog.Reports,
            settings.Users?.Columns ?? [],
            [.. byDay ? FeedModel.ByDaySets(settings.Catalog.Reports) : [], ReportsTable.Schema, RefreshLog.Schema]);
        return settings.Feed.UnknownColumns == UnknownColumns.Expose ? model.Opened() : model;
    }

    /// <summary>ASP.NET's own settings say where to listen; only without any of them the default holds.</summary>
    static bool NoAddressIsSet(IConfiguration configuration) =>
        new[] { "urls", "http_ports", "https_ports" }.All(name => string.IsNullOrEmpty(configuration[name])) && !configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        if (_simulator is not null)
            await _simulator.DisposeAsync();
    }
}
