using GraphSimulator.Api;
using GraphSimulator.Faults;
using GraphSimulator.Rows;
using GraphSimulator.Tenant;
using UsageReports;

namespace GraphSimulator.Hosting;

/// <summary>
/// Graph's report API over the sample tenant, on two ports of loopback: one for Graph, one for the downloads it redirects to. The embedded
/// default of the feed, the fixture of its tests, and a program of its own.
/// </summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    const string DownloadPath = "/data/download/";

    readonly WebApplication _graph;
    readonly WebApplication _downloads;
    readonly Hook _hook;
    readonly IReportSource _source;

    SimulatorHost(
        WebApplication graph, WebApplication downloads, Hook hook, IReportSource source, FaultPlan faults, AdjustableClock clock, string accessToken)
    {
        (_source, Faults, Clock) = (source, faults, clock);
        _graph = graph;
        _downloads = downloads;
        _hook = hook;
        AccessToken = accessToken;
        Endpoint = LoopbackServer.Address(graph);
        DownloadHost = LoopbackServer.Address(downloads).Authority;
    }

    /// <summary>Graph's address without a version path, for <c>Graph:Endpoint</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>Host and port of the downloads, for <c>Graph:DownloadHosts</c>.</summary>
    public string DownloadHost { get; }

    /// <summary>The token that may do everything, for <c>Graph:AccessToken</c>.</summary>
    public string AccessToken { get; }

    /// <summary>What was asked of both ports.</summary>
    public RequestLog Requests => _hook.Requests;

    /// <summary>Requests being answered now.</summary>
    public int InFlight => _hook.InFlight;

    /// <summary>What goes wrong, and whether names are concealed; may be changed at any time.</summary>
    public FaultPlan Faults { get; }

    /// <summary>The clock of the tenant and of the download links.</summary>
    public AdjustableClock Clock { get; }

    /// <summary>
    /// Runs before a request to either port is served. True: it has answered, and nothing more happens. For tests that need Graph to
    /// misbehave; may be changed at any time.
    /// </summary>
    public Func<HttpContext, Task<bool>>? BeforeRequest
    {
        get => _hook.BeforeRequest;
        set => _hook.BeforeRequest = value;
    }

    /// <summary>Makes the tenant and opens both ports.</summary>
    /// <param name="catalog">The reports that exist.</param>
    /// <param name="options">Size, token, ports. <see cref="GraphSimulatorOptions.Now"/> is not read: the clock is given.</param>
    /// <param name="time">The clock of the tenant and of the download links.</param>
    /// <param name="loggers">Where Kestrel logs; null: nowhere.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    public static Task<SimulatorHost> StartAsync(
        ReportCatalog catalog,
        GraphSimulatorOptions options,
        TimeProvider time,
        ILoggerFactory? loggers = null,
        CancellationToken cancellationToken = default)
    {
        var clock = new AdjustableClock(time);
        return StartAsync(catalog, new SampleTenant(options.Users, options.Seed, options.Days, clock), options, clock, loggers, cancellationToken);
    }

    /// <summary>Opens both ports over rows of any source.</summary>
    internal static async Task<SimulatorHost> StartAsync(
        ReportCatalog catalog,
        IReportSource source,
        GraphSimulatorOptions options,
        AdjustableClock time,
        ILoggerFactory? loggers,
        CancellationToken cancellationToken)
    {
        var (hook, faults) = (new Hook(), new FaultPlan());
        var shown = new ConcealedSource(source, () => faults.ConcealNames);
        WebApplication? downloads = null;
        var reports = Reports(catalog, shown, faults, new BearerTokens(options), time, () => LoopbackServer.Address(downloads!));
        var functions = new GraphFunctions(catalog);
        downloads = await LoopbackServer.StartAsync(options.DownloadPort, loggers, app =>
        {
            app.Use(hook.InvokeAsync);
            app.Use(new FaultInjection(faults, FaultStep.Download, context => Downloaded(context, reports.Links, functions), time).InvokeAsync);
            app.MapGraphDownloads($"{DownloadPath}{{token}}", reports);
        }, cancellationToken);
        try
        {
            var graph = await LoopbackServer.StartAsync(options.Port, loggers, app =>
            {
                app.UseWhen(context => context.Request.Path != FaultsEndpoint.Path, graph => graph
                    .Use(hook.InvokeAsync)
                    .Use(new FaultInjection(faults, FaultStep.Graph, Asked, time).InvokeAsync));
                FaultsEndpoint.Map(app, faults, time);
                app.MapGraphReports(reports);
                app.MapFallback(context => GraphErrorBody.WriteAsync(context, Unknown(context.Request.Path), time));
            }, cancellationToken);
            return new SimulatorHost(graph, downloads, hook, shown, faults, time, options.AccessToken);
        }
        catch
        {
            await downloads.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends what the tenant is computing and closes both ports.</summary>
    public async ValueTask DisposeAsync()
    {
        (_source as IDisposable)?.Dispose();
        await _graph.DisposeAsync();
        await _downloads.DisposeAsync();
    }

    static GraphReportsOptions Reports(
        ReportCatalog catalog, IReportSource source, FaultPlan faults, BearerTokens tokens, TimeProvider time, Func<Uri> downloads) => new()
        {
            Catalog = catalog,
            Source = source,
            Time = time,
            Links = new DownloadLinks(time),
            DownloadUrl = (_, token) => new Uri(downloads(), DownloadPath + token).AbsoluteUri,
            Authorize = (context, report) => new(tokens.Check(context, report is null ? null : GraphPermissions.Reports)),
            AuthorizeSettings = context => new(tokens.Check(context, GraphPermissions.ReportSettings)),
            DisplayConcealedNames = () => faults.ConcealNames,
        };

    /// <summary>The last segment of a request to Graph, without its parameters.</summary>
    static string Asked(HttpContext context) => context.Request.Path.Value!.Split('/')[^1].Split('(')[0];

    /// <summary>The function a download link was made for.</summary>
    static string? Downloaded(HttpContext context, DownloadLinks links, GraphFunctions functions)
    {
        try
        {
            return links.Open(context.Request.Path.Value!.Split('/')[^1], functions).Function.Name;
        }
        catch (GraphFailure)
        {
            // The link is no good; the download itself says so.
            return null;
        }
    }

    /// <summary>The rest of Graph is not simulated: its segments are as unknown as a misspelt one.</summary>
    static GraphError Unknown(PathString path) =>
        GraphError.UnknownSegment(path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "/");

    sealed class Hook
    {
        int _inFlight;

        public int InFlight => Volatile.Read(ref _inFlight);

        public RequestLog Requests { get; } = new();

        public Func<HttpContext, Task<bool>>? BeforeRequest { get; set; }

        public async Task InvokeAsync(HttpContext context, RequestDelegate next)
        {
            Requests.Add(context.Request);
            Interlocked.Increment(ref _inFlight);
            try
            {
                if (BeforeRequest is not { } before || !await before(context))
                    await next(context);
            }
            finally
            {
                Interlocked.Decrement(ref _inFlight);
            }
        }
    }
}
