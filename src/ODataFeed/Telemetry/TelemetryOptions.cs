namespace ODataFeed.Telemetry;

/// <summary>What the service tells of itself: the settings of section <c>Telemetry</c>.</summary>
sealed record TelemetryOptions
{
    /// <summary>The collector that metrics and spans are sent to, in protobuf over HTTP; null: nothing is sent.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Headers of what is sent, such as a collector's key, as <c>name=value</c> with commas between them; null: none.</summary>
    public string? OtlpHeaders { get; init; }

    /// <summary>The time between two sendings of metrics.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The share of requests and refreshes that become spans; what a caller traces already is always among them.</summary>
    public double Traces { get; init; } = 1;

    /// <summary>How the log is written.</summary>
    public LogForm Log { get; init; }

    /// <summary>Where one kind of data is sent (OpenTelemetry Protocol 1.x, OTLP/HTTP Request).</summary>
    /// <param name="signal"><c>metrics</c> or <c>traces</c>.</param>
    public Uri EndpointOf(string signal) => new($"{Otlp!.AbsoluteUri.TrimEnd('/')}/v1/{signal}");

    /// <summary>Without the headers, which are secret.</summary>
    public override string ToString() => $"{nameof(TelemetryOptions)} {{ {nameof(Otlp)} = {Otlp}, {nameof(Every)} = {Every}, {nameof(Traces)} = {Traces}, {nameof(Log)} = {Log} }}";

    public static TelemetryOptions Read(SettingsSection section)
    {
        var defaults = new TelemetryOptions();
        var options = new TelemetryOptions
        {
            Otlp = section.Address("Otlp", url => url.Query.Length == 0 && url.Fragment.Length == 0 && url.UserInfo.Length == 0, "the http or https address of a collector of OTLP without query, such as http://127.0.0.1:4318"),
            OtlpHeaders = section.Secrets.Text("OtlpHeaders"),
            Every = section.Span("Every", defaults.Every, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            Traces = section.Real("Traces", defaults.Traces, 0, 1),
            Log = section.Choice("Log", defaults.Log),
        };
        if (options.OtlpHeaders is { } headers && (options.Otlp is null || headers.Split(',').Any(header => header.Trim().IndexOf('=', StringComparison.Ordinal) < 1)))
            section.Secrets.Wrong("OtlpHeaders", "name=value, several with commas between them, where Telemetry:Otlp is set");
        return options;
    }
}
