using System.Net;

namespace ODataFeed;

/// <summary>
/// The verb <c>health</c>: asks the service of this machine whether it answers. A container without a shell has nothing else to ask with.
/// </summary>
static class HealthVerb
{
    const string Path = "/health/live";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>0 where it answers that it is well, 1 where it does not, 2 where the words are wrong.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var listening = Listening(Environment.GetEnvironmentVariable("ASPNETCORE_URLS"), Environment.GetEnvironmentVariable("ASPNETCORE_HTTP_PORTS"));
        var address = args switch { [] => listening, [var given] => given, _ => "" };
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            await Console.Error.WriteLineAsync($"Legal: health [<url>]; without one, {listening} is asked.");
            return 2;
        }

        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(url);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{url} does not answer: {fault.Message}");
            return 1;
        }
    }

    /// <summary>
    /// Where a service of the same environment answers on this machine: the first address without TLS, whose certificate is made for
    /// another name than the loopback's; without any, the default one.
    /// </summary>
    internal static string Listening(string? urls, string? ports)
    {
        const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var addresses = (urls ?? "").Split(';', Tidy).Concat((ports ?? "").Split(';', Tidy).Select(port => $"http://*:{port}")).ToList();
        var plain = addresses.Select(BindingAddress.Parse).FirstOrDefault(address => address.Scheme == Uri.UriSchemeHttp);
        return plain is null ? "http://127.0.0.1:5080" + Path : $"http://{Host(plain)}:{plain.Port}{Path}";
    }

    /// <summary>Kestrel listens everywhere where the host is neither an address nor localhost.</summary>
    static string Host(BindingAddress address) =>
        IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any) ? address.Host : "127.0.0.1";
}
