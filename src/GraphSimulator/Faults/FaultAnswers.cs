using System.Globalization;
using GraphSimulator.Api;

namespace GraphSimulator.Faults;

/// <summary>Answers in place of the report.</summary>
static class FaultAnswers
{
    const string Page = "<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>The service is unavailable.</h1></body></html>";

    /// <summary>Answers the request; false where the kind spoils the answer that would have come.</summary>
    public static async Task<bool> WriteAsync(HttpContext context, Fault fault, string? function, TimeProvider time)
    {
        var response = context.Response;
        if (Error(fault, function) is { } error)
        {
            if (fault.RetryAfter is { } seconds)
                response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            await GraphErrorBody.WriteAsync(context, error, time);
            return true;
        }

        if (PageStatus(fault.Kind) is { } status)
        {
            response.StatusCode = status;
            response.ContentType = "text/html";
            await response.WriteAsync(Page, context.RequestAborted);
            return true;
        }

        if (Location(context, fault.Kind) is { } location)
        {
            response.StatusCode = StatusCodes.Status302Found;
            response.ContentType = "text/plain";
            if (location.Length > 0)
                response.Headers.Location = location;
            return true;
        }

        return WriteNothing(context, fault.Kind);
    }

    static bool WriteNothing(HttpContext context, FaultKind kind)
    {
        switch (kind)
        {
            case FaultKind.NoContent:
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return true;
            case FaultKind.EmptyBody:
                context.Response.ContentType = "application/octet-stream";
                context.Response.ContentLength = 0;
                return true;
            case FaultKind.Aborted:
                context.Abort();
                return true;
            default:
                return false;
        }
    }

    static GraphError? Error(Fault fault, string? function) => fault.Kind switch
    {
        FaultKind.Throttled => new(StatusCodes.Status429TooManyRequests, "TooManyRequests", "Too many requests."),
        FaultKind.Unavailable => new(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", "The service is unavailable."),
        FaultKind.ServerError => new(StatusCodes.Status500InternalServerError, "UnknownError", ""),
        FaultKind.TokenExpired => GraphError.InvalidToken("Lifetime validation failed, the token is expired."),
        FaultKind.NotPermitted => GraphError.NotPermitted,
        FaultKind.WrappedError => new(
            StatusCodes.Status403Forbidden, "UnknownError", """{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}"""),
        FaultKind.MissingCredentials => new(StatusCodes.Status403Forbidden, "MissingCredentials", "Valid Authorization header is needed."),
        FaultKind.TenantNotEnabled => new(StatusCodes.Status403Forbidden, "accessDenied", "Tenant is not enabled for this report type."),
        FaultKind.UnknownSegment => GraphError.UnknownSegment(function ?? "reports"),
        FaultKind.DateOutOfRange => GraphError.InvalidArgument("Invalid date value specified. Only support data for the past 28 days."),
        FaultKind.LinkExpired => new(StatusCodes.Status403Forbidden, "AccessDenied", "The download link has expired. Request the report again."),
        _ => null,
    };

    static int? PageStatus(FaultKind kind) => kind switch
    {
        FaultKind.BadGateway => StatusCodes.Status502BadGateway,
        FaultKind.GatewayTimeout => StatusCodes.Status504GatewayTimeout,
        FaultKind.ForbiddenPage => StatusCodes.Status403Forbidden,
        FaultKind.HtmlPage => StatusCodes.Status200OK,
        _ => null,
    };

    /// <summary>Null: no redirect; empty: one without an address.</summary>
    static string? Location(HttpContext context, FaultKind kind) => kind switch
    {
        FaultKind.RedirectElsewhere => "https://reports.example.com/data/download/stolen",
        FaultKind.RedirectToHttp => "http://reports.office.com/data/download/overheard",
        FaultKind.RedirectWithUser => "https://graph@reports.office.com/data/download/someone",
        FaultKind.RedirectToDeadPort => "http://127.0.0.1:1/data/download/unheard",
        FaultKind.RedirectToNowhere => "",
        FaultKind.RedirectInCircle => $"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}",
        _ => null,
    };
}
