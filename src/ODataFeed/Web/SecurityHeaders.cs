namespace ODataFeed.Web;

/// <summary>
/// What browsers are told with every answer: to take it for what it says it is, and to keep the address, which may hold a key, to
/// themselves. Pages say more, see <see cref="PageHeaders"/>.
/// </summary>
static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    });
}
