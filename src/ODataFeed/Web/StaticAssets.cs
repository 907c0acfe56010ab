using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace ODataFeed.Web;

/// <summary>
/// Style sheet, scripts and icon: resources of the program, so that one file is enough to run. Their addresses hold a hash of them all,
/// so that browsers keep them for good and never show an old one, and modules that name each other by relative path are loaded once.
/// </summary>
static class StaticAssets
{
    const string Prefix = "ODataFeed.Web.Assets.";

    static readonly FrozenDictionary<string, byte[]> Bodies = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], Read, StringComparer.Ordinal);

    static readonly string Tag = TagOf(Bodies);

    /// <summary>The address of an asset, relative to the pages.</summary>
    public static string Url(string name) =>
        Bodies.ContainsKey(name) ? $"assets/{Tag}/{name}" : throw new ArgumentException($"There is no asset '{name}'.", nameof(name));

    public static void MapAssets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{tag}/{name}", (string name, HttpResponse response) =>
        {
            if (!Bodies.TryGetValue(name, out var body))
                return Results.NotFound();
            response.Headers.CacheControl = "public, max-age=31536000, immutable";
            response.Headers.XContentTypeOptions = "nosniff";
            return Results.Bytes(body, MediaType(name));
        }).AllowAnonymous();

    static byte[] Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        var body = new byte[stream.Length];
        stream.ReadExactly(body);
        return body;
    }

    static string TagOf(IEnumerable<KeyValuePair<string, byte[]>> bodies)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, body) in bodies.OrderBy(body => body.Key, StringComparer.Ordinal))
            hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6));
    }

    static string MediaType(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"No media type for {other}."),
    };
}
