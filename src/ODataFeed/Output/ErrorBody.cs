using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ODataFeed.Query;

namespace ODataFeed.Output;

/// <summary>The body of an error answer (OData JSON Format §19).</summary>
static class ErrorBody
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(IBufferWriter<byte> writer, FeedException error)
    {
        using var json = new Utf8JsonWriter(writer, Options);
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
        if (error.Target is not null)
            json.WriteString("target", error.Target);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
