namespace ODataFeed.Access;

/// <summary>
/// Guards requests that change something against pages of other sites (cross-site request forgery). A key or token with the request
/// itself is proof enough, because no page can make a browser send it; anyone else must come from a page of this service.
/// </summary>
static class SameOrigin
{
    /// <summary>Whether the request may change something.</summary>
    public static bool Allows(HttpContext context) =>
        Caller.Of(context).Proof is CallerProof.Key or CallerProof.Token
        || context.Request.Headers["Sec-Fetch-Site"] == "same-origin"
        || IsOwn(context.Request, context.Request.Headers.Origin.ToString());

    /// <summary>Answers 403 where the request may not change anything; use as a filter of the endpoint.</summary>
    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        Allows(invocation.HttpContext)
            ? await next(invocation)
            : Results.Json(
                new { error = new { code = "Forbidden", message = "A request that changes something must come from a page of this service, or bring a key." } },
                statusCode: StatusCodes.Status403Forbidden);

    static bool IsOwn(HttpRequest request, string origin) =>
        origin.Length > 0 && origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
