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
        string subject,
        HttpResponseMessage response,
        Stream body,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var message = response.RequestMessage!;
        var isDownload = message.Headers.Authorization is null;
        var status = response.StatusCode;
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        var error = GraphError.Read(status, mediaType, await ReadBodyAsync(body, cancellationToken));
        var said = WithoutSecrets($"{error.Code}: {error.Message}{RequestId(response)}", message);
        return new GraphException($"{subject}: {(isDownload ? message.RequestUri!.Host : "Graph")} answered {(int)status} {said}")
        {
            Status = status,
            Code = error.Code,
            IsDownload = isDownload,
            IsTransient = isDownload || IsPage(mediaType) || IsTransient(status, error),
            IsNotThere = !isDownload && IsNotThere(status, error),
            RetryAfter = RetryDelay.Read(response.Headers.RetryAfter, now),
        };
    }

    /// <summary>A gateway's page in place of Graph's answer, whatever its status: 200 and 403 have been seen.</summary>
    static bool IsPage(string? mediaType) => mediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>
    /// Throttling and server trouble, and two errors Graph is known to give by mistake:
    /// UnknownError without a message, and MissingCredentials although a token was sent (incident of March 2023).
    /// </summary>
    static bool IsTransient(HttpStatusCode status, GraphError error) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        || error is { Code: "UnknownError", Message: "" } or { Code: "MissingCredentials" };

    /// <summary>A function that is absent in this version or cloud, was renamed, or has another form only; its path may be unknown as a whole.</summary>
    static bool IsNotThere(HttpStatusCode status, GraphError error) =>
        status == HttpStatusCode.NotFound
        || (status == HttpStatusCode.BadRequest && Array.Exists(Absent, text => error.Message.Contains(text, StringComparison.OrdinalIgnoreCase)));

    static readonly string[] Absent = ["Resource not found for the segment", "format is not supported"];

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
