using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ODataFeed.Benchmarks;

/// <summary>The endpoints the feed is compared with: the same rows, paged alike.</summary>
static class References
{
    /// <summary>Rows encoded beforehand, copied one by one.</summary>
    public static async Task RowsAsync(HttpContext context, PreEncoded rows, int from, int size)
    {
        var end = Math.Min(from + size, rows.Count);
        await BeginAsync(context);
        await rows.WriteAsync(context.Response.BodyWriter, from, end);
        await EndAsync(context, from, end, rows.Count);
    }

    /// <summary>The first rows of <see cref="RowsAsync"/>, without a link to more.</summary>
    public static async Task PageAsync(HttpContext context, PreEncoded rows, int size)
    {
        await BeginAsync(context);
        await rows.WriteAsync(context.Response.BodyWriter, 0, size);
        await EndAsync(context, 0, size, size);
    }

    /// <summary>An array of objects written property by property.</summary>
    public static async Task ObjectsAsync(HttpContext context, UserRow[] rows, int from, int size)
    {
        var end = Math.Min(from + size, rows.Length);
        context.Response.ContentType = "application/json";
        var pipe = context.Response.BodyWriter;
        using var json = new Utf8JsonWriter(pipe);
        json.WriteStartObject();
        json.WriteStartArray("value"u8);
        for (var row = from; row < end; row++)
        {
            rows[row].Write(json);
            if (json.BytesPending < 64 * 1024)
                continue;
            json.Flush();
            await pipe.FlushAsync();
        }

        json.WriteEndArray();
        if (end < rows.Length)
            json.WriteString("@odata.nextLink"u8, $"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}?from={end}");
        json.WriteEndObject();
        json.Flush();
        await pipe.FlushAsync();
    }

    static Task BeginAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return context.Response.BodyWriter.WriteAsync("{\"value\":["u8.ToArray()).AsTask();
    }

    static Task EndAsync(HttpContext context, int from, int end, int count) =>
        context.Response.WriteAsync(end < count && end > from ? $"],\"@odata.nextLink\":\"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}?from={end}\"}}" : "]}");
}
