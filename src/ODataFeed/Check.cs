using System.Text;
using GraphSimulator;
using GraphSimulator.Hosting;
using ODataFeed.Graph;
using UsageReports;

namespace ODataFeed;

/// <summary>The verb <c>check</c>: tells an administrator on one screen whether the service will get its reports, and what to do if not.</summary>
static class Check
{
    /// <summary>0 where every line is well, else 1.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken = default)
    {
        var screen = new CheckScreen(output);
        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
            var settings = Settings.Read(builder.Configuration);
            await using var simulator = settings.Graph.Credential is null
                ? await SimulatorHost.StartAsync(settings.Catalog, settings.Simulator, Clock(settings.Simulator), null, cancellationToken)
                : null;
            var graph = simulator is null ? settings.Graph : settings.Graph.ForSampleTenant(simulator.Endpoint, simulator.DownloadHost, simulator.AccessToken);
            using var tokens = new GraphTokens(graph, TimeProvider.System);
            var tenant = simulator is null ? $"{graph.Endpoint} as {graph.Credential}" : "the sample tenant, no Graph credential being set";
            screen.Well("Settings", $"{settings.Refresh.Reports.Count} reports of {tenant}");
            using var check = new TenantCheck(settings, graph, tokens, screen);
            await check.RunAsync(cancellationToken);
        }
        catch (SettingsException wrong)
        {
            foreach (var error in wrong.Errors)
                screen.Bad("Settings", error, "Correct the setting.");
        }
        catch (Exception wrong) when (wrong is CatalogException or IOException)
        {
            screen.Bad("Settings", wrong.Message, "Correct the file.");
        }

        return screen.End();
    }

    /// <summary>Runs on the console, whose code page may not have the marks.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        Console.OutputEncoding = Encoding.UTF8;
        return RunAsync(args, Console.Out);
    }

    static TimeProvider Clock(GraphSimulatorOptions options) => options.Now is { } now ? new ShiftedClock(now) : TimeProvider.System;
}
