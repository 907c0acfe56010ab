using Microsoft.Net.Http.Headers;
using ODataFeed.Output;

namespace ODataFeed.Feed;

/// <summary>The headers that all answers of the feed have.</summary>
static class AnswerHeaders
{
    /// <summary>
    /// Sets the headers that an answer and a 304 share (RFC 9110 §15.4.5), and makes it a 304 where the client has it already.
    /// </summary>
    public static bool NotModified(HttpContext context, EntityTagHeaderValue tag, Representation representation)
    {
        Set(context.Response, representation.Version);
        context.Response.GetTypedHeaders().ETag = tag;
        if (!EntityTags.Matches(context.Request, tag))
            return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    /// <summary>Sets what every answer says of itself.</summary>
    public static void Set(HttpResponse response, string version)
    {
        response.Headers["OData-Version"] = version;
        response.Headers.Vary = "Accept, Accept-Encoding, Prefer, OData-MaxVersion, Authorization";
        response.Headers.CacheControl = "private";
    }
}
