using System.Net;
using System.Net.Sockets;

namespace ODataFeed.Tests.Graph;

/// <summary>A server that answers every request with the same bytes, right or wrong, and closes the connection.</summary>
sealed class RawServer : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public RawServer(byte[] answer)
    {
        _listener.Start();
        _ = ServeAsync(answer);
    }

    public Uri Endpoint => new($"http://{_listener.LocalEndpoint}");

    public void Dispose() => _listener.Dispose();

    async Task ServeAsync(byte[] answer)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, leaveOpen: true);
                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                }

                await stream.WriteAsync(answer);
            }
        }
        catch (Exception end) when (end is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }
}
