using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ODataFeed.Access;
using ODataFeed.Feed;
using ODataFeed.Snapshot;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>The whole service on a port of its own, without refreshing: it serves <see cref="SmallTenant"/>.</summary>
public sealed class FeedFixture : IAsyncLifetime
{
    FeedHost? _host;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>The service root, without trailing slash.</summary>
    public string Root { get; private set; } = "";

    internal FeedHost Host => _host ?? throw new InvalidOperationException("Not started.");

    internal PublishedSnapshots Snapshots => Host.App.Services.GetRequiredService<PublishedSnapshots>();

    public async Task InitializeAsync()
    {
        _host = await StartAsync();
        Root = _host.App.Urls.First() + "/odata";
        SmallTenant.Publish(_host);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Host.App.StopAsync();
        await Host.DisposeAsync();
    }

    /// <summary>Starts a service with more settings; it refreshes nothing unless told to.</summary>
    internal static Task<FeedHost> StartAsync(params string[] args) => StartAsync(builder => builder.Logging.ClearProviders(), args);

    /// <inheritdoc cref="StartAsync(string[])"/>
    internal static async Task<FeedHost> StartAsync(Action<WebApplicationBuilder> configure, string[] args)
    {
        var host = await FeedHost.CreateAsync(
            [
                "--urls=http://127.0.0.1:0", "--Refresh:OnStart=false", "--Refresh:Every=1.00:00:00", "--GraphSimulator:Users=20", "--GraphSimulator:Days=30",

                // Cases of the row budget take seconds of one processor, and on a busy machine minutes of the clock.
                "--Feed:Limits:CpuTime=00:30:00", .. args,
            ],
            configure);
        await host.App.StartAsync();

        // What the (empty) store holds is served first; only then a test's own rows stay.
        while (host.App.Services.GetRequiredService<PublishedSnapshots>().Current.Find("Reports") is null)
            await Task.Delay(5);
        return host;
    }

    /// <summary>The handler with other options or another log than the service's, for requests that are made without a connection.</summary>
    internal FeedHandler Handler(ILogger<FeedHandler> log, Func<FeedOptions, FeedOptions>? change = null)
    {
        var services = Host.App.Services;
        var options = services.GetRequiredService<FeedOptions>();
        return new FeedHandler(
            services.GetRequiredService<FeedViews>(),
            change?.Invoke(options) ?? options,
            Snapshots,
            services.GetRequiredService<Pager>(),
            services.GetRequiredService<AuditLog>(),
            TimeProvider.System,
            log);
    }

    /// <summary>A request without a connection, by a caller who may read everything.</summary>
    internal static HttpContext Request()
    {
        var context = new DefaultHttpContext();
        new Caller("test", CallerProof.None, ReadRights.All).Attach(context);
        return context;
    }

    /// <summary>Gets a URL below the root. <paramref name="headers"/> are <c>Name: value</c> lines.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, params string[] headers) => SendAsync(HttpMethod.Get, path, headers);

    /// <summary>Posts a body; <paramref name="headers"/> name its type.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, byte[] body, params string[] headers) => SendAsync(HttpMethod.Post, path, body, headers);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params string[] headers) => SendAsync(method, path, null, headers);

    async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, byte[]? body, string[] headers)
    {
        var uri = new Uri($"{Root}/{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(method, uri) { Content = body is null ? null : new ByteArrayContent(body) };
        foreach (var header in headers)
        {
            var (name, value) = (header[..header.IndexOf(':')], header[(header.IndexOf(':') + 1)..].Trim());
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request);
    }
}
