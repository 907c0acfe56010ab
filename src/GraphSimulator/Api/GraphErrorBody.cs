using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GraphSimulator.Api;

/// <summary>
/// Writes Graph's error body, <c>{"error":{"code","message","innerError":{"date","request-id","client-request-id"}}}</c>, and the two
/// request identifiers every answer carries as headers.
/// </summary>
static class GraphErrorBody
{
    const string RequestId = "request-id";
    const string ClientRequestId = "client-request-id";

    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Identify(HttpContext context)
    {
        var id = Guid.NewGuid().ToString();
        var given = context.Request.Headers[ClientRequestId].ToString();
        context.Response.Headers[RequestId] = id;
        context.Response.Headers[ClientRequestId] = Guid.TryParse(given, out var client) ? client.ToString() : id;
    }

    public static async Task WriteAsync(HttpContext context, GraphError error, TimeProvider time)
    {
        var response = context.Response;
        if (!response.Headers.ContainsKey(RequestId))
            Identify(context);
        var body = Body(error, time.GetUtcNow(), response.Headers[RequestId].ToString(), response.Headers[ClientRequestId].ToString());
        response.StatusCode = error.Status;
        response.ContentType = "application/json";
        response.ContentLength = body.WrittenCount;
        if (error.Status == StatusCodes.Status401Unauthorized && response.Headers.WWWAuthenticate.Count == 0)
            response.Headers.WWWAuthenticate = "Bearer realm=\"\"";
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    static ArrayBufferWriter<byte> Body(GraphError error, DateTimeOffset now, string id, string clientId)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body, Options);
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
        json.WriteStartObject("innerError");
        json.WriteString("date", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        json.WriteString(RequestId, id);
        json.WriteString(ClientRequestId, clientId);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return body;
    }
}
