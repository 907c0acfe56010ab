namespace ODataFeed.Web;

/// <summary>
/// What browsers are told with every answer: to take it for what it says it is, to keep the address (which may hold a key) to themselves,
/// and, with pages, to load and run only what the service itself serves.
/// </summary>
static class SecurityHeaders
{
    const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        context.Response.OnStarting(static state => ((HttpResponse)state).ProtectPage(), context.Response);
        return next(context);
    });

    static Task ProtectPage(this HttpResponse response)
    {
        if (response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
        {
            response.Headers.ContentSecurityPolicy = PagePolicy;
            response.Headers.XFrameOptions = "DENY";
            response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        }

        return Task.CompletedTask;
    }
}
