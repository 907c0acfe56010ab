using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ODataFeed.Snapshot;
using Xunit;
using Xunit.Abstractions;

namespace ODataFeed.Tests.Feed;

/// <summary>Many readers at once, some of which never read what they asked for.</summary>
[Trait("Category", "Long")]
public sealed class LoadTests(ITestOutputHelper output)
{
    const string Set = "OneDriveUsageStorage";
    const int Rows = 40_000;
    const int Honest = 180;
    const int Stuck = 20;

    /// <summary>
    /// Readers and service share this process and its memory, so that the figure is an upper bound for the service: what 200 whole answers
    /// would take is several times as much.
    /// </summary>
    [Fact]
    public async Task ReadersThatNeverReadHoldUpNobodyAndNoMemory()
    {
        await using var feed = await FeedFixture.StartAsync();
        var bytes = Publish(feed);
        var address = new Uri(feed.App.Urls.First());
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Honest });
        Assert.True(await ReadAsync(client, address) > 1_000_000);
        var before = Memory();

        var stuck = new List<Socket>();
        for (var i = 0; i < Stuck; i++)
            stuck.Add(await AskAsync(address));
        using var watching = new CancellationTokenSource();
        var peak = WatchAsync(watching.Token);
        var read = await Task.WhenAll(Enumerable.Range(0, Honest).Select(_ => ReadAsync(client, address)));
        await watching.CancelAsync();
        var grown = await peak - before;

        var began = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(address, $"/odata/{Set}?$top=1"));
        var afterwards = Stopwatch.GetElapsedTime(began);
        output.WriteLine($"{Honest} readers read {read.Sum() >> 20} MB, {Stuck} never read; memory grew by {grown >> 20} MB at most; the next answer took {afterwards.TotalMilliseconds:0} ms");
        Assert.All(read, length => Assert.Equal(read[0], length));
        Assert.True(answer.IsSuccessStatusCode);
        Assert.InRange(afterwards.TotalSeconds, 0, 1);
        Assert.InRange(grown, 0, 300L << 20);
        stuck.ForEach(socket => socket.Dispose());
        Assert.True((Honest + Stuck) * bytes > 2 * (300L << 20), "The answers are too small to tell.");
    }

    /// <summary>Makes a set large, and gives the length of all of it as an answer, about.</summary>
    static long Publish(FeedHost feed)
    {
        var schema = feed.App.Services.GetRequiredService<FeedModel>().Find(Set)!;
        var rows = new TableBuilder(schema);
        var day = new DateOnly(1990, 1, 1);
        for (var i = 0; i < Rows; i++)
            rows.Add(day, "All", i * 1_000_003L, day.AddDays(i), 180);
        feed.App.Services.GetRequiredService<PublishedSnapshots>().Publish([DownloadedRows.Of(rows.Build()).Table.Publish(1)], 1);
        return Rows * 100L;
    }

    /// <summary>Reads the set to its end, page by page, and throws it away.</summary>
    static async Task<long> ReadAsync(HttpClient client, Uri address)
    {
        var buffer = new byte[16 * 1024];
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, $"/odata/{Set}"));
        request.Headers.Add("Prefer", $"odata.maxpagesize={Rows}");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();
        var (length, read) = (0L, 0);
        while ((read = await body.ReadAsync(buffer)) > 0)
            length += read;
        return length;
    }

    /// <summary>Asks for the whole set, and does nothing more.</summary>
    static async Task<Socket> AskAsync(Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
        await socket.ConnectAsync(address.Host, address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /odata/{Set} HTTP/1.1\r\nHost: 127.0.0.1\r\nPrefer: odata.maxpagesize={Rows}\r\n\r\n"));
        return socket;
    }

    static async Task<long> WatchAsync(CancellationToken end)
    {
        var peak = 0L;
        while (!end.IsCancellationRequested)
        {
            peak = Math.Max(peak, Environment.WorkingSet);
            await Task.Delay(20, CancellationToken.None);
        }

        return peak;
    }

    static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Environment.WorkingSet;
    }
}
