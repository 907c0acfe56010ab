using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace ODataFeed.Feed.Batch;

/// <summary>
/// The JSON format (OData JSON Format §19.5): JSON bodies are put in as they are, text as a string, anything else as base64url.
/// </summary>
sealed class JsonBatchWriter : IBatchWriter
{
    /// <summary>A character takes at most six bytes as an escape; so a block of this size holds any escape, and hundreds.</summary>
    const int Block = 4096;

    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    static ReadOnlySpan<byte> Start => "{\"responses\":["u8;

    BodyForm _form;
    bool _isFirst = true;
    bool _hasBody;

    enum BodyForm
    {
        Json,
        Text,
        Base64Url,
    }

    public string ContentType => BatchAnswerForm.Json;

    public bool JoinsChangeSets => false;

    public void StartPart(IBufferWriter<byte> output, BatchRequest request, IHttpResponseFeature response)
    {
        output.Write(_isFirst ? Start : ","u8);
        (_isFirst, _hasBody, _form) = (false, false, FormOf(response.Headers.ContentType.ToString()));
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        if (request.Id is not null)
            json.WriteString("id", request.Id);
        if (request.Group is not null)
            json.WriteString("atomicityGroup", request.Group);
        json.WriteNumber("status", response.StatusCode);
        json.WriteStartObject("headers");
        foreach (var (name, values) in response.Headers)
            json.WriteString(name.ToLowerInvariant(), string.Join(", ", values.ToArray()));
        json.WriteEndObject();
    }

    public int WriteBody(IBufferWriter<byte> output, ReadOnlySpan<byte> body, bool isLast)
    {
        if (body.IsEmpty)
            return 0;
        if (!_hasBody)
            output.Write(_form == BodyForm.Json ? ",\"body\":"u8 : ",\"body\":\""u8);
        _hasBody = true;
        if (_form != BodyForm.Json)
            return Encode(output, body, isLast);
        output.Write(body);
        return body.Length;
    }

    public void EndPart(IBufferWriter<byte> output) => output.Write(_hasBody && _form != BodyForm.Json ? "\"}"u8 : "}"u8);

    public void EndBatch(IBufferWriter<byte> output)
    {
        if (_isFirst)
            output.Write(Start);
        output.Write("]}"u8);
    }

    /// <summary>Block by block; a character or a group of three bytes that is cut off waits for the rest.</summary>
    int Encode(IBufferWriter<byte> output, ReadOnlySpan<byte> body, bool isLast)
    {
        var taken = 0;
        OperationStatus status;
        do
        {
            var target = output.GetSpan(Block);
            status = _form == BodyForm.Text
                ? JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(body[taken..], target, out var consumed, out var written, isLast)
                : Base64Url.EncodeToUtf8(body[taken..], target, out consumed, out written, isLast);
            output.Advance(written);
            taken += consumed;
        }
        while (status == OperationStatus.DestinationTooSmall);
        return taken;
    }

    static BodyForm FormOf(string contentType)
    {
        if (contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            return BodyForm.Json;
        return contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) ? BodyForm.Text : BodyForm.Base64Url;
    }
}
