using System.Buffers;
using System.Text.Json;
using GraphSimulator.Rows;

namespace GraphSimulator.Api;

/// <summary>
/// One page of a report as Graph's JSON: context, rows, and the link to the next page where there is one. A page is made whole, so that
/// its length is known before the first byte.
/// </summary>
static class JsonAnswer
{
    static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(HttpRequest request, ReportCall call, JsonPage page, DateOnly? refreshed, ReportRows rows)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body, Options);
        json.WriteStartObject();
        json.WriteString("@odata.context", Context(request, call));
        json.WriteStartArray("value");
        var more = WriteRows(json, call, page, rows);
        json.WriteEndArray();
        if (more)
            json.WriteString("@odata.nextLink", Next(request, page.Next(refreshed)));
        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    /// <returns>Whether rows remain after the page.</returns>
    static bool WriteRows(Utf8JsonWriter json, ReportCall call, JsonPage page, ReportRows rows)
    {
        var columns = ColumnSelection.For(call);
        var cells = new Cell[columns.Width];
        if (rows.Skip(page.Skip, cells) < page.Skip)
            return false;
        var writer = new JsonRowWriter(call.Report, columns);
        var more = false;
        for (var row = 0; !more && rows.Read(cells); row++)
        {
            if (row < page.Size)
                writer.Write(json, cells);
            else
                more = true;
        }

        writer.End(json);
        return more;
    }

    static string Context(HttpRequest request, ReportCall call)
    {
        var path = request.Path.Value!;
        var prefix = path[..path.IndexOf(call.Report.Path + "/", StringComparison.OrdinalIgnoreCase)];
        var set = call.Report.EntitySet;
        return $"{request.Scheme}://{request.Host}{request.PathBase}{prefix}"
            + $"/$metadata#Collection(microsoft.graph.{char.ToLowerInvariant(set[0])}{set[1..]})";
    }

    static string Next(HttpRequest request, string token)
    {
        var kept = request.Query.Where(option => !option.Key.Equals("$skipToken", StringComparison.OrdinalIgnoreCase))
            .Select(option => $"{option.Key}={Uri.EscapeDataString(option.Value.ToString())}")
            .Append($"$skipToken={token}");
        return $"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}?{string.Join('&', kept)}";
    }
}
