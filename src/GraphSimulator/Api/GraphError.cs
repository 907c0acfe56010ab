namespace GraphSimulator.Api;

/// <summary>An error as Graph states it: the HTTP status, and the code and message of the body.</summary>
public sealed record GraphError(int Status, string Code, string Message)
{
    /// <summary>No token, or one that cannot be read or has expired.</summary>
    public static GraphError InvalidToken(string message) => new(StatusCodes.Status401Unauthorized, "InvalidAuthenticationToken", message);

    /// <summary>A valid token that lacks the permission the report API asks for.</summary>
    public static GraphError NotPermitted { get; } = new(StatusCodes.Status403Forbidden, "S2SUnauthorized", "Invalid permission.");

    /// <summary>A parameter whose value is not one the function can answer.</summary>
    public static GraphError InvalidArgument(string message) => new(StatusCodes.Status400BadRequest, "InvalidArgument", message);

    /// <summary>A URL that Graph cannot read.</summary>
    public static GraphError BadRequest(string message) => new(StatusCodes.Status400BadRequest, "BadRequest", message);

    /// <summary>A function that is absent in this version or was never there.</summary>
    public static GraphError UnknownSegment(string segment) => BadRequest($"Resource not found for the segment '{segment}'.");
}
