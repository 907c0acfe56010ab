using System.Diagnostics;

namespace ODataFeed.Telemetry;

/// <summary>
/// The name under which the service measures itself, of its meter and of its source of spans. Nobody listens unless
/// <see cref="TelemetryOptions.Otlp"/> is set; then what is measured costs nothing.
/// </summary>
static class ServiceTelemetry
{
    public const string Name = "ODataFeed";

    /// <summary>What all tags of the service's own begin with.</summary>
    public const string Prefix = "odatafeed.";

    public static ActivitySource Spans { get; } = new(Name);
}
