namespace ODataFeed.Web;

/// <summary>
/// 303: what a form brought about is shown by another page (RFC 9110 §15.4.4). The location is relative, so that a proxy's base path stays.
/// </summary>
sealed class SeeOther(string location) : IResult
{
    public Task ExecuteAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
