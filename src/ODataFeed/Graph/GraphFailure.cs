using System.Net;

namespace ODataFeed.Graph;

/// <summary>Makes an exception of an answer that is no report.</summary>
static class GraphFailure
{
    /// <summary>
    /// Says what Graph said. Everything a download host refuses is worth a new start: the likeliest reason is a link that has
    /// expired, and its errors have no documented shape.
    /// </summary>
    public static async Task<GraphException> ReadAsync(
        ReportRequest request, HttpResponseMessage response, string? downloadHost, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var status = response.StatusCode;
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        var error = GraphError.Read(status, mediaType, await ReadBodyAsync(response, cancellationToken));
        var said = $"{(int)status} {error.Code}: {error.Message}{RequestId(response)}";
        return new GraphException($"{request}: {downloadHost ?? "Graph"} answered {said}")
        {
            Status = status,
            Code = error.Code,
            IsTransient = downloadHost is not null || IsTransient(status, error),
            RetryAfter = RetryDelay.Read(response.Headers.RetryAfter, now),
        };
    }

    /// <summary>
    /// Throttling and server trouble; a 200 that was a gateway's page; and two errors Graph is known to give by mistake:
    /// UnknownError without a message, and MissingCredentials although a token was sent (incident of March 2023).
    /// </summary>
    static bool IsTransient(HttpStatusCode status, GraphError error) =>
        status is HttpStatusCode.OK or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        || error is { Code: "UnknownError", Message: "" } or { Code: "MissingCredentials" };

    /// <summary>Microsoft's support asks for it.</summary>
    static string RequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues("request-id", out var values) ? $" (request-id {string.Join(' ', values)})" : "";

    static async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[GraphError.LongestBody];
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return buffer[..length];
        }
        catch (IOException)
        {
            // The status says enough; a body that broke off adds nothing.
            return [];
        }
    }
}
