using System.Diagnostics;
using System.Globalization;

namespace ODataFeed.Benchmarks;

/// <summary>Many readers at once, a process of its own: prints for each URL in turn how many answers a second came.</summary>
static class Load
{
    static readonly TimeSpan Window = TimeSpan.FromSeconds(1.5);

    /// <param name="arguments">How often; connections; URLs.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (rounds, connections) = (int.Parse(arguments[0], CultureInfo.InvariantCulture), int.Parse(arguments[1], CultureInfo.InvariantCulture));
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections });
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (i, url) in arguments[2..].Index())
            {
                var started = Stopwatch.GetTimestamp();
                var answers = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => ReadAsync(http, new Uri(url), started)));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i} {answers.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds} {answers.Sum()}"));
            }
        }

        return 0;
    }

    static async Task<int> ReadAsync(HttpClient http, Uri url, long started)
    {
        var buffer = new byte[64 * 1024];
        var answers = 0;
        for (; Stopwatch.GetElapsedTime(started) < Window; answers++)
        {
            using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
            response.EnsureSuccessStatusCode();
            await using var body = await response.Content.ReadAsStreamAsync();
            while (await body.ReadAsync(buffer) > 0)
                continue;
        }

        return answers;
    }
}
