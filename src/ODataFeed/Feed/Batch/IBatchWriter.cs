using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace ODataFeed.Feed.Batch;

/// <summary>Writes the answers of a batch one after another, in one of its two formats.</summary>
interface IBatchWriter
{
    /// <summary>The Content-Type of the whole.</summary>
    string ContentType { get; }

    /// <summary>Whether a change set that is refused has one answer for all its requests (OData part 1 §11.7.7.6).</summary>
    bool JoinsChangeSets { get; }

    /// <summary>Everything before the body; nothing is written before the first part starts, so that until then all can still fail.</summary>
    void StartPart(IBufferWriter<byte> output, BatchRequest request, IHttpResponseFeature response);

    /// <summary>Some of the body; with <paramref name="isLast"/> the rest of it, which may be nothing.</summary>
    /// <returns>How many bytes were taken. The others must come again, with what follows them.</returns>
    int WriteBody(IBufferWriter<byte> output, ReadOnlySpan<byte> body, bool isLast);

    void EndPart(IBufferWriter<byte> output);

    void EndBatch(IBufferWriter<byte> output);
}
