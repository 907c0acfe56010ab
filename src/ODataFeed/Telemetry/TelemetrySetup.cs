using Microsoft.Extensions.Logging.Console;

namespace ODataFeed.Telemetry;

static class TelemetrySetup
{
    /// <summary>Logs the whole URL of each request, keys and names in it, as soon as the framework's own lines are let through.</summary>
    const string RequestLines = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Puts the log into the form of the settings and, where a collector is named, sends it what the service measures.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, TelemetryOptions options)
    {
        builder.Logging.AddFilter(RequestLines, LogLevel.Warning);
        if (options.Log == LogForm.Json)
            WriteJson(builder.Logging);
        if (options.Otlp is not null)
            builder.Services.AddHostedService(_ => new TelemetryExport(options));
    }

    /// <summary>After the configuration was read, whose form of time is for people.</summary>
    static void WriteJson(ILoggingBuilder logging)
    {
        logging.AddJsonConsole();
        logging.Services.PostConfigure<ConsoleLoggerOptions>(console => console.FormatterName = ConsoleFormatterNames.Json);
        logging.Services.PostConfigure<JsonConsoleFormatterOptions>(form =>
        {
            form.UseUtcTimestamp = true;
            form.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
    }
}
