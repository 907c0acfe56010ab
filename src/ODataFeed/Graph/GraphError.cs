using System.Net;
using System.Text;
using System.Text.Json;

namespace ODataFeed.Graph;

/// <summary>The error in a body: Graph's JSON, JSON once more inside its message, or none where a gateway answered in HTML.</summary>
sealed record GraphError(string Code, string Message)
{
    const int LongestMessage = 500;

    const int LongestCode = 100;

    /// <summary>Bytes of a body that are looked at.</summary>
    public const int LongestBody = 64 * 1024;

    /// <summary>Graph wraps an error in the message of another (seen on 403 of reportSettings, July 2026): the innermost counts.</summary>
    const int DeepestWrapping = 3;

    /// <summary>Reads <c>{"error":{"code","message"}}</c>; the code is the status' name where the body has none.</summary>
    public static GraphError Read(HttpStatusCode status, string? mediaType, ReadOnlySpan<byte> body) =>
        Parse(body, DeepestWrapping)
        ?? new GraphError(status.ToString(), body.IsEmpty ? "no body" : $"no Graph error in the body ({mediaType ?? "of no type"})");

    static GraphError? Parse(ReadOnlySpan<byte> body, int depth)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var error) ? Of(error, depth) : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // Not JSON, as a gateway's page, or JSON with half a surrogate pair. The caller says so.
            return null;
        }
    }

    static GraphError? Of(JsonElement error, int depth)
    {
        if (error.ValueKind != JsonValueKind.Object)
            return null;
        var (code, message) = (Text(error, "code"), Text(error, "message"));
        if (depth > 0 && message.StartsWith('{') && Parse(Encoding.UTF8.GetBytes(message), depth - 1) is { } inner)
            return inner;
        return new GraphError(Line(code, LongestCode), Line(message, LongestMessage));
    }

    static string Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    /// <summary>Part of one line of a log, whatever the server wrote.</summary>
    static string Line(string text, int longest) =>
        string.Concat((text.Length > longest ? text[..longest] + "…" : text).Select(c => char.IsControl(c) ? ' ' : c));
}
