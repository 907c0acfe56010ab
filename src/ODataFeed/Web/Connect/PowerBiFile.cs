using System.Text.Json;

namespace ODataFeed.Web.Connect;

/// <summary>
/// A Power BI data source file (Microsoft Learn: "Create data source files", .pbids). It holds a source and no table, no schema and no
/// credentials: Power BI asks for those. A set's own URL makes it the only table to choose.
/// </summary>
static class PowerBiFile
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="url">The service root, or a set.</param>
    public static byte[] Of(string url) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            version = "0.1",
            connections = new[]
            {
                new { details = new { protocol = "odata", address = new { url } }, options = new { }, mode = "Import" },
            },
        },
        Indented);
}
