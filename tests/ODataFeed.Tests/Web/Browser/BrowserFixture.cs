using GraphSimulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using ODataFeed.Tests.EndToEnd;
using Xunit;

namespace ODataFeed.Tests.Web.Browser;

/// <summary>The service over its sample tenant, refreshed once, and Chromium. Started by the first test that needs them.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    readonly Lazy<Task<(RunningFeed Feed, IPlaywright Playwright, IBrowser Browser)>> _running;
    volatile TaskCompletionSource? _gate;

    public BrowserFixture() => _running = new(StartAsync);

    /// <summary>Screenshots for people to look at.</summary>
    public static string Pictures { get; } = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "odatafeed-pages")).FullName;

    public async Task<string> SiteAsync() => (await _running.Value).Feed.Root[..^"/odata".Length];

    /// <summary>A page; nothing is loaded yet.</summary>
    internal async Task<OpenPage> OpenAsync(BrowserNewContextOptions? options = null)
    {
        var (feed, _, browser) = await _running.Value;
        return await OpenPage.AsyncOf(browser, feed.Root[..^"/odata".Length], options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
    }

    /// <summary>Graph answers no request until what is returned is disposed.</summary>
    public IDisposable HoldGraph()
    {
        var gate = _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return new Gate(() =>
        {
            _gate = null;
            gate.TrySetResult();
        });
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (!_running.IsValueCreated)
            return;
        var (feed, playwright, browser) = await _running.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
        await feed.DisposeAsync();
    }

    async Task<(RunningFeed, IPlaywright, IBrowser)> StartAsync()
    {
        var feed = await RunningFeed.StartAsync(HoldAsync, "--GraphSimulator:Users=400");
        Assertions.SetDefaultExpectTimeout(OpenPage.Patience);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Programs.Find(Programs.Chromium),
            Args = ["--no-sandbox", "--disable-background-networking"],
        });
        return (feed, playwright, browser);
    }

    async Task<bool> HoldAsync(HttpContext context, SimulatorHost graph)
    {
        if (_gate is { } gate)
            await gate.Task.WaitAsync(context.RequestAborted);
        return false;
    }

    sealed class Gate(Action open) : IDisposable
    {
        public void Dispose() => open();
    }
}
