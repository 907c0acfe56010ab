using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ODataFeed.Graph;
using Xunit;

namespace ODataFeed.Tests.Graph;

/// <summary>Answers that are wrong as HTTP, byte for byte over a socket.</summary>
public sealed class RawAnswerTests
{
    const string Rows = "Report Refresh Date,Exchange\r\n2026-07-25,5\r\n2026-07-25,6\r\n";

    readonly FakeClock _time = new();

    [Theory]
    [InlineData("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", "5\r\nReporann@contoso.com,1\r\n", "The body broke off after 0 bytes: InvalidResponse.")]
    [InlineData("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", "ann@contoso.com\r\n", "The body broke off after 0 bytes: InvalidResponse.")]
    [InlineData("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", "5\r\nRepor\r\n", "The body broke off after 5 bytes: ResponseEnded.")]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 9", "Repor", "The body broke off after 5 bytes: ResponseEnded.")]
    [InlineData("HTTP/1.1 302 Found\nLocation https://reports.office.com/d?token=hush", "", "no answer from 127.0.0.1: InvalidResponse")]
    [InlineData("ann@contoso.com,1", "", "no answer from 127.0.0.1: InvalidResponse")]
    [InlineData("HTTP/1.1 200 OK\nContent-Encoding: gzip", "ann@contoso.com", "The body could not be decompressed beyond 0 bytes.")]
    [InlineData("HTTP/1.1 403 Forbidden\nContent-Encoding: gzip", "ann@contoso.com", "Graph answered 403 Forbidden: no body")]
    [InlineData("HTTP/1.1 403 Forbidden", "{\"error\":{\"code\":\"\\ud800\",\"message\":\"x\"}}", "Graph answered 403 Forbidden: no Graph error in the body (of no type)")]
    public async Task WhatIsWrongWithAnAnswerIsToldWithoutQuotingIt(string head, string body, string expected)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => FetchAsync(head, Encoding.UTF8.GetBytes(body)));

        Assert.EndsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.True(error is GraphException or IOException, error.GetType().Name);
        Assert.DoesNotContain("contoso", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABodyThatCannotBeToldFromACutOffOneMustEndALine()
    {
        Assert.Equal(Rows, await FetchAsync("HTTP/1.1 200 OK", Encoding.UTF8.GetBytes(Rows)));
        var error = await Assert.ThrowsAsync<IOException>(() => FetchAsync("HTTP/1.1 200 OK", Encoding.UTF8.GetBytes(Rows[..^3])));

        Assert.Equal($"The body ended after {Rows.Length - 3} bytes within a line, and its length was not announced.", error.Message);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 1", "x")]
    [InlineData("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", "1\r\nx\r\n0\r\n\r\n")]
    public async Task ABodyOfKnownLengthNeedNotEndALine(string head, string body) =>
        Assert.Equal("x", await FetchAsync(head, Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task ACutOffCompressedBodyIsAnError(string encoding)
    {
        var text = string.Join("\r\n", Enumerable.Range(0, 5000).Select(i => i * 7919 % 10007)) + "\r\n";
        using var compressed = new MemoryStream();
        await using (Stream stream = encoding == "br" ? new BrotliStream(compressed, CompressionLevel.Optimal, true) : new GZipStream(compressed, CompressionLevel.Optimal, true))
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        var (head, bytes) = ("HTTP/1.1 200 OK\nContent-Encoding: " + encoding, compressed.ToArray());

        Assert.Equal(text, await FetchAsync(head, bytes));
        await Assert.ThrowsAsync<IOException>(() => FetchAsync(head, bytes[..^4000]));
        bytes[bytes.Length / 2] ^= 0xFF;
        await Assert.ThrowsAsync<IOException>(() => FetchAsync(head, bytes));
    }

    [Fact]
    public void TheMachinesProxyIsNotForTheMachineItself()
    {
        var proxy = new LoopbackBypass(new WebProxy("http://proxy.test:8080"));

        Assert.All(["http://127.0.0.1:5081/x", "http://localhost/x", "https://[::1]/x"], address => Assert.True(proxy.IsBypassed(new Uri(address))));
        Assert.False(proxy.IsBypassed(new Uri("https://graph.microsoft.com/")));
        Assert.Equal(new Uri("http://proxy.test:8080"), proxy.GetProxy(new Uri("https://graph.microsoft.com/")));
        using var wire = GraphSetup.Wire();
        Assert.IsType<LoopbackBypass>(wire.Proxy);
    }

    [Theory]
    [InlineData("a_b", "https://login.test", "Invalid tenant id provided.")]
    [InlineData("a", "http://127.0.0.1:9", "Authority host must be a TLS protected (https) endpoint.")]
    public void ACredentialThatCannotBeMadeIsAWrongSetting(string tenant, string authority, string expected)
    {
        var options = Options(new Uri("https://graph.test")) with
        {
            Credential = GraphCredential.ClientSecret,
            TenantId = tenant,
            ClientId = "c",
            ClientSecret = "hush",
            AuthorityHost = new Uri(authority),
        };

        var error = Assert.Throws<SettingsException>(() => new GraphTokens(options, _time));

        Assert.Contains($"Graph: no credential of kind ClientSecret can be made of the settings: {expected}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
    }

    async Task<string> FetchAsync(string head, byte[] body)
    {
        using var server = new RawServer([.. Encoding.UTF8.GetBytes(head.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n\r\n"), .. body]);
        var options = Options(server.Endpoint);
        using var client = new GraphClient(
            options, new GraphTokens(options, _time), new RequestBudget(100, _time), GraphSetup.Wire(), _time, NullLogger<GraphClient>.Instance);
        var request = new ReportRequest(Reports.Of("getOffice365ActiveUserCounts"), "D7");
        await using var download = await _time.PassUntilAsync(client.FetchAsync(request, new GraphTraffic(), default));
        using var text = new MemoryStream();
        await download.Body.CopyToAsync(text);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    static GraphOptions Options(Uri endpoint) => new()
    {
        Credential = GraphCredential.StaticToken,
        AccessToken = "secret-token",
        Endpoint = endpoint,
        AuthorityHost = new Uri("https://login.test"),
        DownloadHosts = DownloadHosts.Default,
    };
}
