using System.Text.Json;
using System.Text.Json.Serialization;

namespace ODataFeed.Store.Transfer;

/// <summary>
/// What an export holds, in <c>manifest.json</c> beside its files. It is written last, so that an export that broke off has none.
/// </summary>
/// <param name="Format">How the files are written; a program knows its own only.</param>
/// <param name="Tenant">Whose reports they are.</param>
/// <param name="CatalogVersion">The version of the catalog that wrote the store.</param>
/// <param name="PublishNumber">That of the last publish.</param>
/// <param name="ErasureNumber">That of the last publish that erased a person; 0 for none.</param>
/// <param name="Published">The number of the publish that changed each published set last.</param>
/// <param name="Files">One per stored set.</param>
sealed partial record ExportManifest(
    int Format,
    string Tenant,
    long CatalogVersion,
    long PublishNumber,
    long ErasureNumber,
    SortedDictionary<string, long> Published,
    IReadOnlyList<ExportedFile> Files)
{
    public const int CurrentFormat = 1;

    const string FileName = "manifest.json";

    /// <exception cref="StoreException">There is none, or it is none.</exception>
    public static async Task<ExportManifest> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new StoreException($"{folder} has no {FileName}: it is no export, or one that broke off. Name the folder of a whole export.");
        try
        {
            await using var file = File.OpenRead(path);
            var manifest = await JsonSerializer.DeserializeAsync(file, Json.Default.ExportManifest, cancellationToken)
                ?? throw new JsonException("it is null.");
            return manifest.Format == CurrentFormat
                ? manifest
                : throw new StoreException($"{path} has format {manifest.Format}; this program reads format {CurrentFormat}. Import with the program that exported.");
        }
        catch (JsonException fault)
        {
            throw new StoreException($"{path} is no manifest of an export: {fault.Message} Export again.", fault);
        }
    }

    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, FileName);
        var unfinished = path + ".part";
        await using (var file = File.Create(unfinished))
            await JsonSerializer.SerializeAsync(file, this, Json.Default.ExportManifest, cancellationToken);
        File.Move(unfinished, path);
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true)]
    [JsonSerializable(typeof(ExportManifest))]
    sealed partial class Json : JsonSerializerContext;
}
