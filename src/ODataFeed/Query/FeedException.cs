namespace ODataFeed.Query;

/// <summary>
/// A request that cannot be answered, as the caller will see it: HTTP status, code of the closed list, message
/// (found, expected, where), and what it is about. Thrown while parsing and planning, and by evaluation for
/// overflow and division by zero; never for faults of our own.
/// </summary>
sealed class FeedException(int status, string code, string message, string? target = null) : Exception(message)
{
    /// <summary>400, 403, 404, 406, 410, 413, 415, 424, 429, 501 or 503.</summary>
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Seconds after which the same request may be answered; null where time changes nothing.</summary>
    public int? RetryAfter { get; init; } = status == 503 ? 5 : null;

    /// <summary>The option, property or set the error is about.</summary>
    public string? Target { get; } = target;
}
