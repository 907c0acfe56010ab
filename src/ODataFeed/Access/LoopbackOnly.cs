using System.Net;

namespace ODataFeed.Access;

/// <summary>
/// Keeps anonymous access on the machine itself: by the caller's address, and by the Host header, since a page elsewhere may point a
/// name of its own at 127.0.0.1 and read the feed through the visitor's browser (DNS rebinding).
/// </summary>
static class LoopbackOnly
{
    /// <summary>What is left of these was set by a proxy nobody vouched for: behind it the caller may be anywhere.</summary>
    static readonly string[] Forwarded = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];

    public const string Reason =
        "This service answers anonymous callers only on the machine it runs on, under a loopback name such as 127.0.0.1 or localhost. An administrator can change that with Access:AllowAnonymous=true.";

    public static bool Allows(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && IsLoopbackName(context.Request.Host.Host)
        && !Forwarded.Any(context.Request.Headers.ContainsKey);

    /// <summary>Whether an address to listen on is reachable from this machine only.</summary>
    public static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && IsLoopbackName(uri.Host);

    static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
