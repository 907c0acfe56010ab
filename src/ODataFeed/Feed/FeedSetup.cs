using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using ODataFeed.Query.Database;

namespace ODataFeed.Feed;

/// <summary>Registers the serve corridor and puts it at its path.</summary>
static class FeedSetup
{
    public static IServiceCollection AddFeed(this IServiceCollection services, FeedOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<DatabaseExecutor>();
        services.AddSingleton<FeedHandler>();

        // Answers are long and repetitive: the fastest level already shrinks them tenfold, higher ones cost more than the network saves.
        services.Configure<BrotliCompressionProviderOptions>(compression => compression.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(compression => compression.Level = CompressionLevel.Fastest);
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["application/json", "application/xml", "text/csv", "text/plain", "text/html", "text/css", "multipart/mixed", "text/javascript", "image/svg+xml"];
        });
        return services;
    }

    /// <summary>Kestrel's own limits, which would otherwise answer long URLs before the feed can.</summary>
    public static void ConfigureLimits(this WebApplicationBuilder builder, FeedOptions options) =>
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // The request line holds method and version too.
            kestrel.Limits.MaxRequestLineSize = options.UrlLength + 32;
            kestrel.Limits.MaxRequestBufferSize = Math.Max(kestrel.Limits.MaxRequestBufferSize ?? 0, options.UrlLength * 2);
            kestrel.AddServerHeader = false;
        });

    public static void UseFeed(this WebApplication app)
    {
        app.UseResponseCompression();
        var options = app.Services.GetRequiredService<FeedOptions>();
        var handler = app.Services.GetRequiredService<FeedHandler>();
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(options.Path, StringComparison.OrdinalIgnoreCase),
            branch => branch.Run(handler.HandleAsync));
    }
}
