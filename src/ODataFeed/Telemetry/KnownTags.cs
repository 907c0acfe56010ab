using System.Diagnostics;
using OpenTelemetry;

namespace ODataFeed.Telemetry;

/// <summary>
/// Takes from the web server's span whatever could hold a caller's words: paths have keys in them, queries literals and keys of access.
/// Only tags that are known to be harmless leave the service.
/// </summary>
sealed class KnownTags : BaseProcessor<Activity>
{
    /// <summary>Names of OpenTelemetry's semantic conventions for HTTP spans; their values come from short lists.</summary>
    static readonly HashSet<string> Harmless =
        ["http.request.method", "http.response.status_code", "http.route", "url.scheme", "network.protocol.version", "error.type"];

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.Where(tag => !IsKnown(tag.Key)).ToList())
            data.SetTag(name, null);
    }

    static bool IsKnown(string name) => Harmless.Contains(name) || name.StartsWith(ServiceTelemetry.Prefix, StringComparison.Ordinal);
}
