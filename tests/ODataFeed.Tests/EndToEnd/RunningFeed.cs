using System.Net;
using System.Text.Json;
using GraphSimulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ODataFeed.Graph;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>
/// The whole service over its sample tenant, refreshed by its own scheduler over HTTP once a day of a clock that tests move, and a client
/// that reads it page by page.
/// </summary>
sealed class RunningFeed : IAsyncDisposable
{
    /// <summary>A Wednesday; the newest day of most reports is Monday.</summary>
    public static readonly DateTimeOffset FirstDay = new(2026, 8, 12, 10, 0, 0, TimeSpan.Zero);

    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    readonly FeedHost _host;

    readonly SimulatorHost? _graph;

    RunningFeed(FeedHost host, FakeClock clock, SimulatorHost? graph)
    {
        _host = host;
        _graph = graph;
        Clock = clock;
    }

    public FakeClock Clock { get; }

    public SimulatorHost Graph => _graph ?? _host.Simulator!;

    public string Root => _host.App.Urls.First() + "/odata";

    public DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    /// <summary>Starts the service; when this ends, the selected reports were refreshed, unless <c>Refresh:OnStart</c> is false.</summary>
    public static Task<RunningFeed> StartAsync(Func<HttpContext, SimulatorHost, Task<bool>>? before, params string[] args) => StartAsync(FirstDay, before, args);

    /// <summary>The same on another day.</summary>
    public static async Task<RunningFeed> StartAsync(DateTimeOffset now, Func<HttpContext, SimulatorHost, Task<bool>>? before, params string[] args)
    {
        var clock = new FakeClock(now);
        var host = await FeedHost.CreateAsync(
            ["--urls=http://127.0.0.1:0", $"--Refresh:Every={Day}", "--GraphSimulator:Users=60", "--GraphSimulator:Seed=7", "--GraphSimulator:Days=400", .. args],
            builder => builder.Logging.ClearProviders(),
            clock);
        var feed = new RunningFeed(host, clock, graph: null);
        feed.Graph.BeforeRequest = before is null ? null : context => before(context, feed.Graph);
        await feed.StartAsync();
        return feed;
    }

    /// <summary>Starts the service over a Graph of its own, which it disposes of, and keeps what it logs.</summary>
    public static async Task<RunningFeed> StartAsync(SimulatorHost graph, FakeClock clock, ILoggerProvider log, params string[] args)
    {
        var host = await FeedHost.CreateAsync(
            [
                "--urls=http://127.0.0.1:0", $"--Graph:Endpoint={graph.Endpoint}", $"--Graph:DownloadHosts={graph.DownloadHost}",
                $"--Graph:AccessToken={graph.AccessToken}", .. args,
            ],
            builder => builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log),
            clock);
        var feed = new RunningFeed(host, clock, graph);
        await feed.StartAsync();
        return feed;
    }

    async Task StartAsync()
    {
        await _host.App.StartAsync();
        // The scheduler makes its timers once the store is loaded.
        await UntilAsync(() => Clock.Waiting > 0);
        if (Service<RefreshOptions>().OnStart)
            await RoundAsync();
    }

    public T Service<T>() where T : notnull => _host.App.Services.GetRequiredService<T>();

    /// <summary>A day passes, for the tenant too, and the scheduler refreshes the selected reports when they are due.</summary>
    public async Task NextDayAsync()
    {
        var end = Clock.GetUtcNow() + Day;
        while (Scheduled.Min() is { } due && due <= end)
        {
            Clock.Advance(due - Clock.GetUtcNow());
            await RoundAsync();
        }

        Clock.Advance(end - Clock.GetUtcNow());
    }

    /// <summary>Lets time pass in steps until something is so.</summary>
    public async Task PassUntilAsync(TimeSpan step, Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await condition())
        {
            Clock.Advance(step);
            await Task.Delay(5, limit.Token);
        }
    }

    /// <summary>Refreshes one report now.</summary>
    public Task<IReadOnlyList<RefreshRecord>> RefreshAsync(Report report) => Service<ReportRefresh>().RunAsync(report, CancellationToken.None);

    /// <summary>Lets time pass to the next timer whenever nothing happens any more, until the work is done.</summary>
    public async Task<T> PassAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            await QuietAsync(work);
            if (!work.IsCompleted && Clock.NextDue is { } due)
                Clock.Advance(due - Clock.GetUtcNow());
        }

        return await work;
    }

    /// <summary>Lets time pass until an instant, from timer to timer, so that what waits is done in between.</summary>
    public async Task PassAsync(DateTimeOffset until)
    {
        await QuietAsync(Task.Delay(Timeout.Infinite));
        while (Clock.NextDue is { } due && due <= until)
        {
            Clock.Advance(due > Clock.GetUtcNow() ? due - Clock.GetUtcNow() : TimeSpan.Zero);
            await QuietAsync(Task.Delay(Timeout.Infinite));
        }

        Clock.Advance(until - Clock.GetUtcNow());
    }

    /// <summary>Waits until no report has its turn and nothing moves any more: whatever goes on waits for the clock.</summary>
    async Task QuietAsync(Task work)
    {
        var (before, still) = (default((int, int, int, long)), 0);
        while (!work.IsCompleted && (still < 4 || (ThreadPool.PendingWorkItemCount > 0 && still < FakeClock.MostPatience)))
        {
            await Task.WhenAny(work, Task.Delay(8));
            var isBusy = Graph.InFlight > 0 || Service<RequestTurns>().Taken > 0;
            var now = (Graph.Requests.Snapshot().Count, Clock.Waiting, Service<RefreshProgress>().Running.Count, Service<PublishedSnapshots>().Current.Version);
            (still, before) = (now == before && !isBusy ? still + 1 : 0, now);
        }
    }

    public async Task<IReadOnlyList<GraphFile>> DownloadAsync(Report report) => await GraphFile.DownloadAsync(Graph, report, Today);

    /// <summary>All rows of a set, printed as <see cref="ExpectedRows"/> does; every page but the last is full.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string set, int pageSize)
    {
        var rows = new List<string>();
        for (var page = await PageAsync($"{Root}/{set}", pageSize); ; page = await PageAsync(page.Next, pageSize))
        {
            rows.AddRange(page.Rows);
            if (page.Next is null)
                return rows;
            Assert.Equal(pageSize, page.Rows.Count);
        }
    }

    public async Task<(IReadOnlyList<string> Rows, string? Next)> PageAsync(string? address, int pageSize)
    {
        var (status, body) = await GetAsync(address!, pageSize);
        Assert.True(status == HttpStatusCode.OK, body);
        using var json = JsonDocument.Parse(body);
        var next = json.RootElement.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        return ([.. json.RootElement.GetProperty("value").EnumerateArray().Select(Print)], next);
    }

    /// <summary>Code and message of an error answer.</summary>
    public async Task<(HttpStatusCode Status, string Code, string Message)> ErrorAsync(string address)
    {
        var (status, body) = await GetAsync(address, pageSize: 10);
        using var json = JsonDocument.Parse(body);
        var error = json.RootElement.GetProperty("error");
        return (status, error.GetProperty("code").GetString()!, error.GetProperty("message").GetString()!);
    }

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string address, int pageSize)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Prefer", $"odata.maxpagesize={pageSize}");
        using var answer = await _client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.App.StopAsync();
        await _host.DisposeAsync();
        if (_graph is not null)
            await _graph.DisposeAsync();
    }

    IEnumerable<DateTimeOffset?> Scheduled => Service<RefreshOptions>().Reports.Select(report => Service<RefreshStatus>().Of(report).NextRefreshAt);

    /// <summary>Waits until every selected report that was due was tried.</summary>
    Task RoundAsync()
    {
        var now = Clock.GetUtcNow();
        return UntilAsync(() => Service<RefreshStatus>().IsReady && Scheduled.All(due => due > now) && Service<RefreshProgress>().Running.Count == 0);
    }

    /// <summary>The properties without control information.</summary>
    static string Print(JsonElement row) => string.Join(" | ", row.EnumerateObject().Where(property => !property.Name.Contains('@')).Select(property =>
        $"{property.Name}={(property.Value.ValueKind == JsonValueKind.String ? $"\"{property.Value.GetString()}\"" : property.Value.GetRawText())}"));

    /// <summary>Waits for what another thread does; a test that never gets there fails by its time limit.</summary>
    static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!condition())
        {
            // Not a spin: the service needs the processor.
            await Task.Delay(5, limit.Token);
        }
    }
}
