using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ODataFeed.Tests.Simulator;

public sealed class DownloadTests(SimulatorFixture simulator) : IClassFixture<SimulatorFixture>
{
    const string Report = "v1.0/reports/getMailboxUsageDetail(period='D7')";

    static readonly HttpClient Anonymous = new();

    [Fact]
    public async Task ALinkExpiresAfterFiveMinutes()
    {
        var own = new SimulatorFixture();
        await own.InitializeAsync();
        try
        {
            var link = await LinkAsync(own);
            own.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(link));

            own.Clock.Advance(TimeSpan.FromMilliseconds(1));
            using var answer = await Anonymous.GetAsync(link);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains("has expired", await answer.Content.ReadAsStringAsync());
        }
        finally
        {
            await own.DisposeAsync();
        }
    }

    [Fact]
    public async Task AnAlteredLinkIsRefused()
    {
        var link = (await LinkAsync(simulator)).AbsoluteUri;
        // Every tenth character, exchanged one at a time.
        for (var i = link.LastIndexOf('/') + 1; i < link.Length; i += 10)
        {
            var altered = link[..i] + (link[i] == 'A' ? 'B' : 'A') + link[(i + 1)..];
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(new Uri(altered)));
        }

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(new Uri(link[..^4])));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(new Uri(link[..(link.LastIndexOf('/') + 1)] + "nonsense")));
    }

    [Fact]
    public async Task NotModifiedAnswersAKnownTag()
    {
        var link = await LinkAsync(simulator);
        using var first = await Anonymous.GetAsync(link);
        using var request = new HttpRequestMessage(HttpMethod.Get, link);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await Anonymous.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task TheMarkIsAChunkOfItsOwn()
    {
        var link = await LinkAsync(simulator);
        using var socket = new TcpClient(link.Host, link.Port);
        await socket.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"GET {link.AbsolutePath} HTTP/1.1\r\nHost: {link.Authority}\r\nConnection: close\r\n\r\n"));
        using var received = new MemoryStream();
        await socket.GetStream().CopyToAsync(received);
        var text = Encoding.Latin1.GetString(received.ToArray());

        var body = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.StartsWith("3\r\n\u00EF\u00BB\u00BF\r\n", body);
    }

    [Fact]
    public async Task TheLogTellsWhereATokenWasSent()
    {
        simulator.Host.Requests.Clear();
        await simulator.CsvAsync(Report);

        var log = simulator.Host.Requests.Snapshot();
        Assert.Equal(2, log.Count);
        Assert.Equal(simulator.Host.Endpoint.Authority, log[0].Host);
        Assert.Equal("/v1.0/reports/getMailboxUsageDetail(period='D7')", log[0].PathAndQuery);
        Assert.True(log[0].HadAuthorization);
        Assert.Equal(simulator.Host.DownloadHost, log[1].Host);
        Assert.False(log[1].HadAuthorization);
    }

    [Fact]
    public async Task AHookMayAnswerInsteadOfTheSimulator()
    {
        simulator.Host.BeforeRequest = context =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "7";
            return Task.FromResult(true);
        };
        try
        {
            using var answer = await simulator.Client.GetAsync(Report);
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter!.Delta);
        }
        finally
        {
            simulator.Host.BeforeRequest = null;
        }

        Assert.Equal(HttpStatusCode.Found, (await simulator.Client.GetAsync(Report)).StatusCode);
    }

    static async Task<Uri> LinkAsync(SimulatorFixture simulator)
    {
        using var answer = await simulator.Client.GetAsync(Report);
        return answer.Headers.Location!;
    }

    static async Task<HttpStatusCode> StatusAsync(Uri url)
    {
        using var answer = await Anonymous.GetAsync(url);
        return answer.StatusCode;
    }
}
