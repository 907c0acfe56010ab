using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace ODataFeed.Feed.Batch;

/// <summary>The multipart format: each answer is an HTTP message of its own (OData part 1 §11.7.7.6).</summary>
sealed class MultipartBatchWriter : IBatchWriter
{
    /// <summary>Random, so that no body can hold it but by chance.</summary>
    readonly string _boundary = $"batchresponse_{Guid.NewGuid()}";

    public string ContentType => $"{BatchAnswerForm.Multipart};boundary={_boundary}";

    public bool JoinsChangeSets => true;

    public void StartPart(IBufferWriter<byte> output, BatchRequest request, IHttpResponseFeature response)
    {
        // Old readers insist on the transfer encoding, which HTTP does not have.
        Put(output, $"--{_boundary}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
        if (request.Id is not null && !request.InChangeSet)
            Put(output, $"Content-ID: {request.Id}\r\n");
        Put(output, $"\r\nHTTP/1.1 {response.StatusCode} {ReasonPhrases.GetReasonPhrase(response.StatusCode)}\r\n");
        foreach (var (name, values) in response.Headers)
        {
            foreach (var value in values)
                Put(output, $"{name}: {Line(value)}\r\n");
        }

        Put(output, "\r\n");
    }

    public int WriteBody(IBufferWriter<byte> output, ReadOnlySpan<byte> body, bool isLast)
    {
        output.Write(body);
        return body.Length;
    }

    public void EndPart(IBufferWriter<byte> output) => Put(output, "\r\n");

    public void EndBatch(IBufferWriter<byte> output) => Put(output, $"--{_boundary}--\r\n");

    /// <summary>The server checks the headers of its own answers; these it does not see.</summary>
    static string? Line(string? value) =>
        value is null || !value.AsSpan().ContainsAny('\r', '\n') ? value : throw new InvalidOperationException("A header of an answer holds a line break.");

    static void Put(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
