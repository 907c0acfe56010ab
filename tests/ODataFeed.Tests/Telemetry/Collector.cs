using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ODataFeed.Tests.Telemetry;

/// <summary>A collector of OTLP over HTTP on loopback, which keeps what it is sent.</summary>
sealed class Collector : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentQueue<(string Path, string? Key, byte[] Body)> _received = [];

    Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public IReadOnlyCollection<(string Path, string? Key, byte[] Body)> Received => _received;

    public IReadOnlyList<OtlpMessage> Metrics => [.. Sent("/v1/metrics").SelectMany(message => message.All(1, 2, 2))];

    public IReadOnlyList<OtlpMessage> Spans => [.. Sent("/v1/traces").SelectMany(message => message.All(1, 2, 2))];

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var collector = new Collector(builder.Build());
        collector._app.Urls.Add("http://127.0.0.1:0");
        collector._app.MapPost("/v1/{signal}", collector.TakeAsync);
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>The newest data point of a metric that has these attributes; null where none came yet. Points of histograms have theirs elsewhere.</summary>
    public OtlpMessage? Point(string metric, params (string Name, string Value)[] attributes) =>
        Metrics.Where(sent => sent.Text(1) == metric)
            .SelectMany(sent => sent.All(5, 1).Concat(sent.All(7, 1)).Select(point => (point, point.Attributes(7))).Concat(sent.All(9, 1).Select(point => (point, point.Attributes(9)))))
            .LastOrDefault(entry => attributes.All(wanted => entry.Item2.GetValueOrDefault(wanted.Name) == wanted.Value)).point;

    /// <summary>Whether a text is anywhere in what was sent.</summary>
    public bool Holds(string text) => _received.Any(sent => sent.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    IEnumerable<OtlpMessage> Sent(string path) => _received.Where(sent => sent.Path == path).Select(sent => OtlpMessage.Parse(sent.Body));

    async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _received.Enqueue((context.Request.Path.Value!, context.Request.Headers["x-collector-key"], body.ToArray()));
        context.Response.ContentType = "application/x-protobuf";
    }
}
