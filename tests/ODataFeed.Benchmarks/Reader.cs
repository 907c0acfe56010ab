using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ODataFeed.Benchmarks;

/// <summary>
/// The client, a process of its own. Reads every URL to the end of its pages, as often as told, and prints a line for each reading:
/// the number of the URL, milliseconds, bytes received.
/// </summary>
static class Reader
{
    static readonly byte[] NextLink = Encoding.UTF8.GetBytes("\"@odata.nextLink\":\"");

    /// <param name="arguments">How often; <c>identity</c> or <c>gzip</c>; a URL to call before each reading, or <c>-</c>; URLs.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var rounds = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods(arguments[1]) });
        for (var round = 0; round <= rounds; round++)
        {
            if (arguments[2] != "-")
                (await http.PostAsync(new Uri(arguments[2]), null)).EnsureSuccessStatusCode();
            await RoundAsync(http, arguments[3..]);
        }

        return 0;
    }

    /// <summary>A page of each in turn, so that whatever else the machine does meets all alike.</summary>
    static async Task RoundAsync(HttpClient http, string[] urls)
    {
        var buffer = new byte[1 << 20];
        var next = urls.ToArray<string?>();
        var (times, bytes) = (new double[urls.Length], new long[urls.Length]);
        while (next.Any(url => url is not null))
        {
            for (var i = 0; i < urls.Length; i++)
            {
                if (next[i] is not { } page)
                    continue;
                var started = Stopwatch.GetTimestamp();
                (next[i], bytes[i]) = await PageAsync(http, page, buffer, bytes[i]);
                times[i] += Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        }

        for (var i = 0; i < urls.Length; i++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i} {times[i]} {bytes[i]}"));
    }

    static System.Net.DecompressionMethods DecompressionMethods(string coding) =>
        coding == "gzip" ? System.Net.DecompressionMethods.GZip : System.Net.DecompressionMethods.None;

    /// <summary>Reads a page; the link to the next is at its end, where this feed writes it.</summary>
    static async Task<(string? Next, long Bytes)> PageAsync(HttpClient http, string url, byte[] buffer, long bytes)
    {
        using var response = await http.GetAsync(new Uri(url), HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        var tail = 0;
        while (true)
        {
            // The last bytes of what was read before stay at the front: the link may stand across two reads.
            var read = await body.ReadAsync(buffer.AsMemory(tail));
            if (read == 0)
                break;
            bytes += read;
            var length = tail + read;
            tail = Math.Min(length, 2048);
            buffer.AsSpan(length - tail, tail).CopyTo(buffer);
        }

        var rest = buffer.AsSpan(0, tail);
        var link = rest.LastIndexOf(NextLink);
        if (link < 0)
            return (null, bytes);
        rest = rest[(link + NextLink.Length)..];
        return (Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)'"')]), bytes);
    }
}
