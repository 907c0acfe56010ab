namespace ODataFeed.Access;

/// <summary>
/// Who may ask for something that changes the service, such as a refresh: a page of its own, so that a page elsewhere cannot do it through
/// a visitor's browser.
/// </summary>
static class ChangeRight
{
    /// <summary>Whether the request comes from a page of this service, as the browser tells (Fetch Metadata; RFC 6454 §7).</summary>
    public static bool Allows(HttpContext context)
    {
        var request = context.Request;
        return request.Headers["Sec-Fetch-Site"] == "same-origin" || request.Headers.Origin == $"{request.Scheme}://{request.Host}";
    }

    /// <summary>Says why not, in the form of an OData error.</summary>
    public static IResult Refuse() => Results.Json(
        new
        {
            error = new
            {
                code = "Forbidden",
                message = "Changes are taken from this service's own pages only: send the header Origin with the service's own scheme, host and port.",
            },
        },
        statusCode: StatusCodes.Status403Forbidden);
}
