using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using ODataFeed.Query;

namespace ODataFeed.Feed.Batch;

/// <summary>Reads the JSON format (OData JSON Format §19.1), and checks what its requests say of one another.</summary>
sealed class JsonBatchReader(int most)
{
    static readonly string[] Members = ["id", "method", "url", "headers", "body", "dependsOn", "atomicityGroup", "if"];

    readonly List<BatchRequest> _requests = [];
    readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    readonly HashSet<string> _groups = new(StringComparer.Ordinal);

    /// <summary>The requests in order.</summary>
    /// <exception cref="FeedException">The body is no batch, or its requests contradict one another.</exception>
    public static IReadOnlyList<BatchRequest> Read(ReadOnlyMemory<byte> body, int most)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return new JsonBatchReader(most).Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw FeedErrors.InvalidBody($"it is no JSON as RFC 7493 has it: {exception.Message.TrimEnd('.')}");
        }
        catch (InvalidOperationException)
        {
            // What is well-formed but no text shows only when a string is taken out: bytes that are no UTF-8, half a surrogate pair.
            throw FeedErrors.InvalidBody("it is no JSON as RFC 7493 has it: a string is not Unicode text");
        }
    }

    List<BatchRequest> Read(JsonElement batch)
    {
        if (batch.ValueKind != JsonValueKind.Object || !batch.TryGetProperty("requests", out var requests) || requests.ValueKind != JsonValueKind.Array)
            throw FeedErrors.InvalidBatch("The batch", $"{Kind(batch)} without the array 'requests'", "{\"requests\":[…]}");
        if (requests.GetArrayLength() > most)
            throw FeedErrors.BatchTooLong(most);
        foreach (var request in requests.EnumerateArray())
            Add(request, $"Request {_requests.Count + 1}");
        return _requests;
    }

    void Add(JsonElement json, string where)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw FeedErrors.InvalidBatch(where, Kind(json), "an object with id, method and url");
        foreach (var member in json.EnumerateObject().Where(member => !Members.Contains(member.Name) && !member.Name.Contains('@', StringComparison.Ordinal)))
            throw FeedErrors.InvalidBatch(where, $"the member '{member.Name}'", string.Join(", ", Members));
        var id = Text(json, "id", where) ?? throw FeedErrors.InvalidBatch(where, "no id", "an id");
        where = $"Request '{id}'";
        var method = Text(json, "method", where)?.ToUpperInvariant() ?? throw FeedErrors.InvalidBatch(where, "no method", "a method such as get");
        var headers = Headers(json, where);
        var request = new BatchRequest(id, method, Text(json, "url", where) ?? throw FeedErrors.InvalidBatch(where, "no url", "a URL relative to the service root"))
        {
            Headers = headers,
            Body = Body(json, headers, method, where),
            Group = Text(json, "atomicityGroup", where),
            DependsOn = DependsOn(json, where),
            HasCondition = json.TryGetProperty("if", out var condition) && condition.ValueKind != JsonValueKind.Null,
        };
        Check(request, where);
        _requests.Add(request);
        _ids.Add(id);
        if (request.Group is not null)
            _groups.Add(request.Group);
    }

    /// <summary>Identifiers differ, groups stand together, and dependencies point backwards.</summary>
    void Check(BatchRequest request, string where)
    {
        foreach (var name in new[] { request.Id, request.Group }.OfType<string>().Where(name => !BatchRequest.IsId(name)))
            throw FeedErrors.InvalidBatch(where, $"the identifier '{name}'", "letters, digits, '-', '.', '_' and '~'");
        if (!MessageText.IsToken(request.Method))
            throw FeedErrors.InvalidBatch(where, $"the method '{request.Method}'", "a method such as get");
        if (_ids.Contains(request.Id!) || _groups.Contains(request.Id!))
            throw FeedErrors.InvalidBatch(where, $"the id '{request.Id}' once more", "identifiers that differ from one another and from atomicity groups");
        if (request.Group is { } group && (_ids.Contains(group) || group == request.Id))
            throw FeedErrors.InvalidBatch(where, $"the atomicityGroup '{group}', which is an id", "groups whose names are no id");
        if (request.Group is not null && _groups.Contains(request.Group) && _requests[^1].Group != request.Group)
            throw FeedErrors.InvalidBatch(where, $"the atomicityGroup '{request.Group}' once more", "the requests of a group one after another");
        foreach (var other in request.DependsOn.Where(other => !_ids.Contains(other) && (!_groups.Contains(other) || other == request.Group)))
            throw FeedErrors.InvalidBatch(where, $"dependsOn '{other}'", "the id or atomicityGroup of a request before it");
    }

    static List<KeyValuePair<string, string>> Headers(JsonElement json, string where)
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (!json.TryGetProperty("headers", out var written) || written.ValueKind == JsonValueKind.Null)
            return headers;
        if (written.ValueKind != JsonValueKind.Object)
            throw FeedErrors.InvalidBatch(where, $"headers as {Kind(written)}", "an object");
        foreach (var header in written.EnumerateObject())
        {
            var value = header.Value.ValueKind == JsonValueKind.String
                ? header.Value.GetString()!
                : throw FeedErrors.InvalidBatch(where, $"the header {header.Name} as {Kind(header.Value)}", "a string");
            if (!MessageText.IsToken(header.Name) || UrlEncoding.HasControls(value))
                throw FeedErrors.InvalidBatch(where, $"the header '{header.Name}'", "a header's name, and a value without control characters");
            headers.Add(new(header.Name, value.Trim()));
        }

        return headers;
    }

    /// <summary>JSON as it is, text as text, anything else base64url; without a media type it is JSON.</summary>
    static ReadOnlyMemory<byte> Body(JsonElement json, List<KeyValuePair<string, string>> headers, string method, string where)
    {
        if (!json.TryGetProperty("body", out var body) || body.ValueKind == JsonValueKind.Null)
            return default;
        if (method is "GET" or "HEAD" or "DELETE")
            throw FeedErrors.InvalidBatch(where, $"a body with {method}", "none");
        var type = headers.FirstOrDefault(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value;
        if (type is null)
            headers.Add(new("Content-Type", "application/json"));
        if (type is null || type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            return Encoding.UTF8.GetBytes(body.GetRawText());
        if (body.ValueKind != JsonValueKind.String)
            throw FeedErrors.InvalidBatch(where, $"a body of {type} as {Kind(body)}", "a string");
        var text = Encoding.UTF8.GetBytes(body.GetString()!);
        if (type.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
            return text;
        return Base64Url.IsValid(text) ? Base64Url.DecodeFromUtf8(text) : throw FeedErrors.InvalidBatch(where, $"a body of {type} that is not base64url", "base64url");
    }

    static List<string> DependsOn(JsonElement json, string where)
    {
        if (!json.TryGetProperty("dependsOn", out var others) || others.ValueKind == JsonValueKind.Null)
            return [];
        if (others.ValueKind != JsonValueKind.Array || others.EnumerateArray().Any(other => other.ValueKind != JsonValueKind.String))
            throw FeedErrors.InvalidBatch(where, "dependsOn that is no array of strings", "[\"id\",…]");
        return [.. others.EnumerateArray().Select(other => other.GetString()!)];
    }

    static string? Text(JsonElement json, string name, string where) =>
        !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw FeedErrors.InvalidBatch(where, $"{name} as {Kind(value)}", "a string");

    static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
