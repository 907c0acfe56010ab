using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace ODataFeed.Web;

/// <summary>
/// Style sheet, scripts and icon: resources of the program, so that one file is enough to run. Their addresses hold a hash of the
/// content, so that browsers keep them for good and never show an old one.
/// </summary>
static class StaticAssets
{
    const string Prefix = "ODataFeed.Web.Assets.";

    static readonly FrozenDictionary<string, Asset> ByName = Read().ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);

    /// <summary>The address of an asset, relative to the pages.</summary>
    public static string Url(string name) => $"assets/{ByName[name].Tag}/{name}";

    public static void MapAssets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{tag}/{name}", (string name, HttpResponse response) =>
        {
            if (!ByName.TryGetValue(name, out var asset))
                return Results.NotFound();
            response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Bytes(asset.Body, asset.ContentType);
        });

    static IEnumerable<Asset> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var body = new byte[stream.Length];
            stream.ReadExactly(body);
            yield return new Asset(resource[Prefix.Length..], body, Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 6)));
        }
    }

    sealed record Asset(string Name, byte[] Body, string Tag)
    {
        public string ContentType => Path.GetExtension(Name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            var other => throw new InvalidOperationException($"No media type for {other}."),
        };
    }
}
