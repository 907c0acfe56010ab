using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ODataFeed.Access;
using ODataFeed.Feed;
using ODataFeed.Store;
using UsageReports;

namespace ODataFeed;

/// <summary>The verb <c>serve</c>: start, say where, run until told to stop.</summary>
static partial class Serve
{
    /// <summary>0 after a normal end, 1 where the start was refused; the reason is on standard error.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var host = await FeedHost.CreateAsync(args);
            RefuseOpenAddresses(host);
            await host.App.StartAsync();
            Announce(host);
            Warn(host);
            await host.App.WaitForShutdownAsync();
            return EndedByFault(host) ? 1 : 0;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{exception.Message} Another program listens there; end it, or choose another address, such as --urls=http://127.0.0.1:5081.");
            return 1;
        }
        catch (Exception exception) when (exception is SettingsException or CatalogException or StoreException or IOException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    /// <summary>Whether a service in the background broke, which ends the program; the log says why.</summary>
    static bool EndedByFault(FeedHost host) =>
        host.App.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(service => service.ExecuteTask is { IsFaulted: true });

    /// <summary>
    /// Whoever can reach an address can read the feed, unless callers must prove who they are. So anonymous access beyond this machine,
    /// and sample data that could be taken for real, must be asked for.
    /// </summary>
    static void RefuseOpenAddresses(FeedHost host)
    {
        var open = Configured(host.App.Configuration).Where(address => !LoopbackOnly.IsLoopback(address)).ToList();
        if (open.Count == 0)
            return;
        var settings = host.App.Services.GetRequiredService<Settings>();
        var errors = new List<string>();
        if (settings.Access.LoopbackOnly)
            errors.Add($"Access:Mode: found '{string.Join(',', settings.Access.Modes)}' with the address {open[0]}, which others can reach; legal: an address of this machine such as http://127.0.0.1:5080, Access:Mode=Keys or Entra, or Access:AllowAnonymous=true.");
        if (host.Simulator is not null && !settings.Graph.SampleTenant)
            errors.Add($"Graph:SampleTenant: found 'false' with the address {open[0]}, which others can reach, and no Graph credential, so that sample data would be served; legal: a Graph credential (Graph:TenantId, Graph:ClientId and a secret), or Graph:SampleTenant=true.");
        if (errors.Count > 0)
            throw new SettingsException(errors);
    }

    /// <summary>Where the service is about to listen; bare ports mean every address of the machine.</summary>
    static IEnumerable<string> Configured(IConfiguration configuration) =>
        (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat((configuration["http_ports"] + ";" + configuration["https_ports"]).Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => $"http://*:{port}"))
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? ""));

    static ICollection<string> Addresses(FeedHost host) =>
        host.App.Urls.Count > 0 ? host.App.Urls : host.App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

    static void Announce(FeedHost host)
    {
        var path = host.App.Services.GetRequiredService<FeedOptions>().Path;
        foreach (var address in Addresses(host))
            Log.Listening(host.App.Logger, $"{address}{path}/", host.Simulator is null ? "" : ", a sample tenant");
    }

    /// <summary>Asked for or not: what everyone can read is worth a line at each start.</summary>
    static void Warn(FeedHost host)
    {
        if (host.App.Services.GetRequiredService<AccessOptions>() is { Anonymous: true, AllowAnonymous: true })
            Log.Open(host.App.Logger);
    }

    static partial class Log
    {
        [LoggerMessage(2, LogLevel.Warning, "Access:AllowAnonymous is true: whoever can reach this service can read all of it, personal data included")]
        public static partial void Open(ILogger log);

        [LoggerMessage(1, LogLevel.Information, "The feed listens at {Root}{Tenant}")]
        public static partial void Listening(ILogger log, string root, string tenant);
    }
}
