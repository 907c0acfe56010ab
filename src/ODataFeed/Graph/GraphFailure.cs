using System.Net;

namespace ODataFeed.Graph;

/// <summary>Makes an exception of an answer that is no report.</summary>
static class GraphFailure
{
    /// <summary>Shorter parts of an address are words such as <c>data</c>.</summary>
    const int ShortestSecret = 8;

    /// <summary>
    /// Says what Graph said. Everything a download host refuses is worth a new start: the likeliest reason is a link that has
    /// expired, and its errors have no documented shape.
    /// </summary>
    public static async Task<GraphException> ReadAsync(
        ReportRequest request,
        HttpRequestMessage message,
        HttpResponseMessage response,
        Stream body,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var isDownload = message.Headers.Authorization is null;
        var status = response.StatusCode;
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        var error = GraphError.Read(status, mediaType, await ReadBodyAsync(body, cancellationToken));
        var said = WithoutSecrets($"{error.Code}: {error.Message}{RequestId(response)}", message);
        return new GraphException($"{request}: {(isDownload ? message.RequestUri!.Host : "Graph")} answered {(int)status} {said}")
        {
            Status = status,
            Code = error.Code,
            IsTransient = isDownload || IsTransient(status, error),
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

    /// <summary>Servers like to repeat what they were asked: the token, or the download address, which is as good as one.</summary>
    static string WithoutSecrets(string said, HttpRequestMessage message)
    {
        string[] secrets = message.Headers.Authorization is { } token
            ? [token.Parameter!]
            : [.. message.RequestUri!.PathAndQuery.Split(['/', '?', '&', '='], StringSplitOptions.RemoveEmptyEntries)];
        foreach (var secret in secrets.Where(secret => secret.Length >= ShortestSecret).OrderByDescending(secret => secret.Length))
            said = said.Replace(secret, "…", StringComparison.Ordinal).Replace(Uri.UnescapeDataString(secret), "…", StringComparison.Ordinal);
        return said;
    }

    static async Task<byte[]> ReadBodyAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[GraphError.LongestBody];
        try
        {
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
