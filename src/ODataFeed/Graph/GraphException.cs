using System.Net;

namespace ODataFeed.Graph;

/// <summary>
/// Graph, or the host it sent us to, did not give the report. The message has what was asked, the status, and Graph's own code and
/// message; never a token or a download address.
/// </summary>
sealed class GraphException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Entra ID gave no token.</summary>
    public const string NoToken = "NoToken";

    /// <summary>A host did not answer.</summary>
    public const string NoAnswer = "NoAnswer";

    /// <summary>A link leads where it must not.</summary>
    public const string LinkRefused = "LinkRefused";

    /// <summary>The HTTP status, or null when no answer came.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>Graph's error code, such as <c>S2SUnauthorized</c>; one of our own where Graph gave none.</summary>
    public required string Code { get; init; }

    /// <summary>The host of the download refused or did not answer, or is not allowed; Graph itself gave the report.</summary>
    public bool IsDownload { get; init; }

    /// <summary>The same question may be answered later.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Graph does not have the function under that address, or not in that form.</summary>
    public bool IsNotThere { get; init; }

    /// <summary>How long Graph wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
