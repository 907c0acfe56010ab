namespace ODataFeed.Web;

/// <summary>The headers of every page: what a browser may load and run, and that answers are the caller's alone.</summary>
static class PageHeaders
{
    /// <summary>Nothing inline, nothing from another host, no framing (Content Security Policy Level 3).</summary>
    const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void Set(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = "Authorization, Cookie";
    }
}
