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
    /// <param name="budget">Requests per function within ten minutes.</param>
    public static IServiceCollection AddGraph(this IServiceCollection services, GraphOptions options, int budget)
    {
        services.AddSingleton(options);
        services.AddSingleton<GraphTokens>();
        services.AddSingleton(provider => new RequestBudget(budget, provider.GetRequiredService<TimeProvider>()));
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
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
