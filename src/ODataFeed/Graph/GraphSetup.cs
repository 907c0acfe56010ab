using System.Net;

namespace ODataFeed.Graph;

static class GraphSetup
{
    /// <summary>
    /// Registers <see cref="GraphClient"/>. Its handler is made here and not by a factory, because factories log addresses, and that of
    /// a download is a secret.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">Section <c>Graph</c>, with the address and token of the sample tenant where no credential is set.</param>
    /// <param name="budget">CSV requests per function within ten minutes.</param>
    /// <param name="parallel">Reports fetched at the same time.</param>
    /// <param name="time">The clock of the tokens.</param>
    /// <exception cref="SettingsException">No credential can be made of the options.</exception>
    public static IServiceCollection AddGraph(this IServiceCollection services, GraphOptions options, int budget, int parallel, TimeProvider time)
    {
        var tokens = new GraphTokens(options, time);
        services.AddSingleton(options);
        services.AddSingleton(_ => tokens);
        services.AddSingleton(provider => new RequestBudget(budget, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(_ => new RequestTurns(parallel));
        return services.AddSingleton(provider => new GraphClient(
            options,
            provider.GetRequiredService<GraphTokens>(),
            provider.GetRequiredService<RequestBudget>(),
            Wire(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<GraphClient>>()));
    }

    /// <summary>No redirect is followed unseen, no cookie kept; connections are renewed so that a change in DNS is noticed.</summary>
    internal static SocketsHttpHandler Wire() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = new LoopbackBypass(HttpClient.DefaultProxy),
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
