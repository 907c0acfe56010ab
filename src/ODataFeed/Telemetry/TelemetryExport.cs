using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ODataFeed.Telemetry;

/// <summary>
/// Sends metrics and spans to the collector while the service runs, and what is left when it ends. A collector that does not answer costs
/// what it was to be sent, and nothing else.
/// </summary>
sealed class TelemetryExport(TelemetryOptions options) : IHostedService
{
    /// <summary>The framework's own meters: requests of all kinds by status, connections, memory and processor.</summary>
    static readonly string[] Meters = [ServiceTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>The web server's spans and the service's own. Not those of HTTP clients: they have download links in them.</summary>
    static readonly string[] Sources = [ServiceTelemetry.Name, "Microsoft.AspNetCore"];

    MeterProvider? _metrics;
    TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(Service())
            .AddMeter(Meters)
            .AddOtlpExporter((exporter, reader) =>
            {
                Configure(exporter, "metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.Every.TotalMilliseconds;
            })
            .Build();
        if (options.Traces > 0)
            _traces = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(Service())
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.Traces)))
                .AddSource(Sources)
                .AddProcessor(new KnownTags())
                .AddOtlpExporter(exporter => Configure(exporter, "traces"))
                .Build();
        return Task.CompletedTask;
    }

    /// <summary>Sends what is left, for at most a few seconds.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            _traces?.Dispose();
            _metrics?.Dispose();
        },
        CancellationToken.None);

    /// <summary>Name and version; <c>OTEL_RESOURCE_ATTRIBUTES</c> and <c>OTEL_SERVICE_NAME</c> of the environment say more, as everywhere.</summary>
    static ResourceBuilder Service() => ResourceBuilder.CreateEmpty()
        .AddService("odatafeed", serviceVersion: Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    void Configure(OtlpExporterOptions exporter, string signal)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = options.EndpointOf(signal);
        exporter.Headers = options.OtlpHeaders;
    }
}
