using System.Net.Sockets;
using System.Text;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>Request lines as clients and proxies may write them, over a socket, because HTTP clients normalize them. <c>%2541</c> is <c>%41</c>, not <c>A</c>.</summary>
public sealed class RequestTargetTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    [Theory]
    [InlineData("/odata/%2541", "localhost", "entity set '%41'")]
    [InlineData("http://localhost/odata/%2541", "localhost", "entity set '%41'")]
    [InlineData("http://localhost:80/odata/%2541", "localhost", "entity set '%41'")]
    [InlineData("http://localhost:80/odata/%2541", "localhost:80", "entity set '%41'")]
    [InlineData("http://localhost:8080/odata/%2541", "localhost:8080", "entity set '%41'")]
    [InlineData("http://localhost:80/odata/%2541?$top=1", "localhost", "entity set '%41'")]
    [InlineData("http://localhost:80/odata/Dates/$count?$filter=MonthName%20eq%20'%2541'", "localhost", "\r\n\r\n0")]
    [InlineData("http://localhost:80/odata?$format=json", "localhost", "\"kind\":\"EntitySet\"")]
    [InlineData("/%6Fdata/%2541", "localhost", "entity set '%41'")]
    [InlineData("/x/../odata/%2541", "localhost", "entity set '%41'")]
    [InlineData("/%6Fdata/Users('a%2Fb')/DisplayName", "localhost", "NoSuchEntity")]
    public async Task ATargetIsDecodedOnce(string target, string host, string expected)
    {
        var root = new Uri(feed.Root);
        using var client = new TcpClient();
        await client.ConnectAsync(root.Host, root.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.0\r\nHost: {host}\r\nAccept: */*\r\n\r\n"));
        using var reader = new StreamReader(stream);
        Assert.Contains(expected, await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }
}
