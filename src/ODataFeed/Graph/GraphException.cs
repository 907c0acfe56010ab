using System.Net;

namespace ODataFeed.Graph;

/// <summary>
/// Graph, or the host it sent us to, did not give the report. The message has what was asked, the status, and Graph's own code and
/// message; never a token or a download address.
/// </summary>
sealed class GraphException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The HTTP status, or null when no answer came.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>Graph's error code, such as <c>S2SUnauthorized</c>; one of our own where Graph gave none.</summary>
    public required string Code { get; init; }

    /// <summary>The same question may be answered later.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long Graph wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
