using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace GraphSimulator.Hosting;

/// <summary>
/// A bare Kestrel on one port of loopback. It reads no configuration of its own, so that the settings of a service it is embedded in,
/// such as <c>ASPNETCORE_URLS</c>, do not move it.
/// </summary>
static class LoopbackServer
{
    public static async Task<WebApplication> StartAsync(
        int port, ILoggerFactory? loggers, Action<WebApplication> map, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore();
        if (loggers is not null)
            builder.Services.AddSingleton(loggers);
        var app = builder.Build();
        map(app);
        try
        {
            await app.StartAsync(cancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where a started server listens.</summary>
    public static Uri Address(WebApplication server) => new(server.Urls.Single());
}
