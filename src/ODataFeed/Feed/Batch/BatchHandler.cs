using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using ODataFeed.Query;

namespace ODataFeed.Feed.Batch;

/// <summary>
/// <c>$batch</c>: many requests in one, in either format, answered in either. The batch is read whole, which its limits keep small;
/// its answers are written as they come.
/// </summary>
sealed class BatchHandler(FeedOptions options)
{
    /// <exception cref="FeedException">The batch itself is refused; nothing was answered.</exception>
    public async Task AnswerAsync(HttpContext context, RawTarget target, FeedHandler feed, CancellationToken cancellation)
    {
        var request = context.Request;
        var type = RequestBody.Type(request, BatchAnswerForm.Multipart, BatchAnswerForm.Json);
        var isJson = type.MediaType.Equals(BatchAnswerForm.Json, StringComparison.OrdinalIgnoreCase);
        IBatchWriter writer = BatchAnswerForm.IsJson(request, target, isJson) ? new JsonBatchWriter() : new MultipartBatchWriter();
        var asked = BatchAnswerForm.ContinuesOnError(request);
        var requests = Read(await RequestBody.ReadAsync(request, options.BodyLength, cancellation), type, isJson);

        context.Features.GetRequiredFeature<CallerUse>().Add(Math.Max(0, requests.Count - 1));
        context.Response.ContentType = writer.ContentType;
        if (asked is not null)
            context.Response.Headers["Preference-Applied"] = $"odata.continue-on-error={(asked.Value ? "true" : "false")}";

        // Without the preference a multipart batch stops at the first error, a JSON batch does not (OData part 1 §11.7.7.5, JSON Format §19.4).
        var run = new BatchRun(context, feed, new ServiceRoot(request, options), writer, asked ?? isJson);
        await run.AnswerAsync(requests, cancellation);
        writer.EndBatch(context.Response.BodyWriter);
        await context.Response.BodyWriter.FlushAsync(cancellation);
    }

    IReadOnlyList<BatchRequest> Read(ReadOnlyMemory<byte> body, MediaTypeHeaderValue type, bool isJson) =>
        isJson ? JsonBatchReader.Read(body, options.BatchParts) : MultipartBatchReader.Read(body, type, options.BatchParts);
}
