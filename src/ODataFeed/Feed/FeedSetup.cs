using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using ODataFeed.Query.Database;
using ODataFeed.Query.Execution;

namespace ODataFeed.Feed;

/// <summary>Registers the serve corridor and puts it at its path.</summary>
static class FeedSetup
{
    public static IServiceCollection AddFeed(this IServiceCollection services, FeedOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Limits);
        services.AddSingleton<FeedViews>();
        services.AddSingleton(provider => new QuerySlots(options.Limits.Executing, options.Limits.Waiting, options.Limits.CpuTime, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DatabaseExecutor>();
        services.AddSingleton<Pager>();
        services.AddSingleton<FeedHandler>();
        services.AddSingleton<CallerLimits>();
        services.AddSingleton<RequestMetrics>();

        services.Configure<BrotliCompressionProviderOptions>(compression => compression.Level = ContentCoding.Level);
        services.Configure<GzipCompressionProviderOptions>(compression => compression.Level = ContentCoding.Level);
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["application/json", "application/xml", "text/csv", "text/plain", "text/html", "text/css", "multipart/mixed", "text/javascript", "image/svg+xml"];
        });
        return services.AddCors();
    }

    /// <summary>Kestrel's own limits, which would otherwise answer long URLs before the feed can.</summary>
    public static void ConfigureLimits(this WebApplicationBuilder builder, FeedOptions options) =>
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // The request line holds method and version too.
            kestrel.Limits.MaxRequestLineSize = options.UrlLength + 32;
            kestrel.Limits.MaxRequestBufferSize = Math.Max(kestrel.Limits.MaxRequestBufferSize ?? 0, options.UrlLength * 2);
            kestrel.AddServerHeader = false;

            // A few blocks of a page, so that the next is encoded while the last is sent; by default the two wait for each other.
            kestrel.Limits.MaxResponseBufferSize = 256 * 1024;
        });

    /// <summary>
    /// What comes before access is decided: whom a known proxy speaks for, and the preflight requests of browsers, which bring no
    /// credentials.
    /// </summary>
    public static void UseEdge(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<FeedOptions>();
        if (options.KnownProxies.Count > 0)
            app.UseForwardedHeaders(Forwarded(options));
        if (options.CorsOrigins.Count == 0)
            return;
        app.UseCors(cors => cors
            .WithOrigins([.. options.CorsOrigins])
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
            .AllowAnyHeader()
            .WithExposedHeaders("OData-Version", "ETag", "Preference-Applied", "Retry-After", "Content-Disposition"));
    }

    public static void UseFeed(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<CallerLimits>();
        var options = app.Services.GetRequiredService<FeedOptions>();
        var metrics = app.Services.GetRequiredService<RequestMetrics>();
        app.UseWhen(context => context.Request.Path.StartsWithSegments(options.Path, StringComparison.OrdinalIgnoreCase), branch => branch.Use(metrics.InvokeAsync));
        app.UseWhen(
            context => !context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase),
            branch => branch.Use(limits.InvokeAsync));
        app.UseResponseCompression();
        var handler = app.Services.GetRequiredService<FeedHandler>();
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(options.Path, StringComparison.OrdinalIgnoreCase),
            branch => branch.Run(handler.HandleAsync));
    }

    /// <summary>The framework believes this machine without being told; here only those of the setting are believed, each hop of them.</summary>
    static ForwardedHeadersOptions Forwarded(FeedOptions options)
    {
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in options.KnownProxies)
            forwarded.KnownIPNetworks.Add(network);
        return forwarded;
    }
}
