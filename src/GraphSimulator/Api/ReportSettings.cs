using System.Buffers;
using System.Text.Json;

namespace GraphSimulator.Api;

/// <summary>Answers <c>GET /admin/reportSettings</c>: whether the tenant conceals the names in its reports.</summary>
sealed class ReportSettings(GraphReportsOptions options)
{
    public async Task AnswerAsync(HttpContext context)
    {
        GraphErrorBody.Identify(context);
        if (await options.AuthorizeSettings!(context) is { } error)
        {
            await GraphErrorBody.WriteAsync(context, Wrapped(error), options.Time);
            return;
        }

        var body = Body(context.Request);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    ArrayBufferWriter<byte> Body(HttpRequest request)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body);
        var path = request.Path.Value!;
        var prefix = path[..path.LastIndexOf("/admin/", StringComparison.OrdinalIgnoreCase)];
        json.WriteStartObject();
        json.WriteString(
            "@odata.context", $"{request.Scheme}://{request.Host}{request.PathBase}{prefix}/$metadata#admin/reportSettings/$entity");
        json.WriteBoolean("displayConcealedNames", options.DisplayConcealedNames());
        json.WriteEndObject();
        json.Flush();
        return body;
    }

    /// <summary>Here Graph hides a refusal: code <c>UnknownError</c>, and the real error as JSON inside the message.</summary>
    static GraphError Wrapped(GraphError error) => error.Status != StatusCodes.Status403Forbidden
        ? error
        : new(error.Status, "UnknownError", JsonSerializer.Serialize(new { error = new { code = error.Code, message = error.Message } }));
}
