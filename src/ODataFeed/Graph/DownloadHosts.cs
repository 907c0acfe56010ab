using System.Diagnostics.CodeAnalysis;

namespace ODataFeed.Graph;

/// <summary>
/// The hosts a redirect may lead to: exact names, or <c>*.name</c> for every name below it, each with an optional port
/// (else the scheme's own). The seen ones are regional names below office.com and office365.com.
/// </summary>
sealed class DownloadHosts
{
    readonly (string Host, bool Below, int? Port)[] _allowed;

    DownloadHosts(IEnumerable<(string Host, bool Below, int? Port)> allowed) => _allowed = [.. allowed];

    /// <summary>Where Microsoft is known to serve the downloads from.</summary>
    public static DownloadHosts Default { get; } = Below("office.com", "office365.com");

    /// <summary>
    /// The domains of Office in a cloud. Those of the downloads are documented for none but the global one; where Graph names another,
    /// the refusal tells it, and <c>Graph:DownloadHosts</c> takes it.
    /// </summary>
    public static DownloadHosts Of(GraphCloud cloud) => cloud switch
    {
        GraphCloud.Global => Default,
        GraphCloud.UsGov or GraphCloud.UsGovDod => Below("office.com", "office365.com", "office365.us"),
        GraphCloud.China => Below("office365.cn", "office.cn"),
        _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, $"Not one of {string.Join(", ", Enum.GetNames<GraphCloud>())}."),
    };

    /// <summary>Reads items such as <c>*.office.com</c> or <c>127.0.0.1:5081</c>; false when one of them is no host.</summary>
    public static bool TryParse(IReadOnlyList<string> items, [NotNullWhen(true)] out DownloadHosts? hosts)
    {
        var allowed = new List<(string, bool, int?)>();
        foreach (var item in items)
        {
            var below = item.StartsWith("*.", StringComparison.Ordinal);
            var name = below ? item[2..] : item;
            // A whole address is made of it, so that a scheme, path, user or query within the item shows.
            if (!Uri.TryCreate("https://" + name, UriKind.Absolute, out var uri) || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0
                || name.EndsWith('/') || name.Contains('#') || name.Contains('*') || uri.HostNameType == UriHostNameType.Unknown)
            {
                hosts = null;
                return false;
            }

            allowed.Add((uri.IdnHost, below, name.EndsWith($":{uri.Port}", StringComparison.Ordinal) ? uri.Port : null));
        }

        hosts = new DownloadHosts(allowed);
        return true;
    }

    /// <summary>https, or http to this machine; and nobody's name and password in it.</summary>
    public static bool IsSafe(Uri address) =>
        address.UserInfo.Length == 0 && (address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback));

    /// <summary>Whether a report may be downloaded from there.</summary>
    public bool Allows(Uri address) => IsSafe(address) && _allowed.Any(allowed => Matches(allowed, address));

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(", ", _allowed.Select(it => (it.Below ? "*." : "") + it.Host + (it.Port is { } port ? $":{port}" : "")));

    static DownloadHosts Below(params IEnumerable<string> domains) => new(domains.Select(domain => (domain, true, (int?)null)));

    static bool Matches((string Host, bool Below, int? Port) allowed, Uri address)
    {
        // Below a name there are names only: the zone of an IPv6 address may be any text, [::1%25.office.com] too.
        var host = address.IdnHost;
        if (allowed.Port is { } port ? address.Port != port : !address.IsDefaultPort)
            return false;
        return allowed.Below
            ? address.HostNameType == UriHostNameType.Dns && host.Length > allowed.Host.Length + 1 && host.EndsWith("." + allowed.Host, StringComparison.OrdinalIgnoreCase)
            : host.Equals(allowed.Host, StringComparison.OrdinalIgnoreCase);
    }
}
