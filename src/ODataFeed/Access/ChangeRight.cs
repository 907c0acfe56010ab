namespace ODataFeed.Access;

/// <summary>
/// Who may ask for something that changes the service, such as a refresh: whoever brings a key or token with the request itself, which no
/// page can make a browser do, and a page of the service's own. So a page elsewhere cannot do it through a visitor's browser. A password of
/// Basic is proof from programs alone: a browser that was given one sends it with the requests of any page.
/// </summary>
static class ChangeRight
{
    /// <summary>What browsers send with every POST, old ones the first alone, and programs with none.</summary>
    static readonly string[] OfBrowsers = ["Origin", "Sec-Fetch-Site"];

    /// <summary>Whether the request brings its own proof, or comes from a page of this service, as the browser tells (Fetch Metadata; RFC 6454 §7).</summary>
    public static bool Allows(HttpContext context)
    {
        var request = context.Request;
        return Caller.Of(context).Proof is CallerProof.Key or CallerProof.Token
            || (Caller.Of(context).Proof is CallerProof.Password && !OfBrowsers.Any(request.Headers.ContainsKey))
            || request.Headers["Sec-Fetch-Site"] == "same-origin"
            || request.Headers.Origin == $"{request.Scheme}://{request.Host}";
    }

    /// <summary>Says why not, in the form of an OData error.</summary>
    public static IResult Refuse() => Results.Json(
        new
        {
            error = new
            {
                code = "Forbidden",
                message = "Changes are taken from this service's own pages, or with a key: bring a key, or send the header Origin with the service's own scheme, host and port.",
            },
        },
        statusCode: StatusCodes.Status403Forbidden);
}
