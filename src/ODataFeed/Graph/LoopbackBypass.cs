using System.Net;

namespace ODataFeed.Graph;

/// <summary>
/// The machine's proxy, but not for the machine itself: .NET takes HTTP_PROXY for loopback too, and plain http is allowed there only
/// because it does not leave the machine.
/// </summary>
sealed class LoopbackBypass(IWebProxy proxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : proxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || proxy.IsBypassed(host);
}
