using ODataFeed.Query;
using ODataFeed.Query.Syntax;

namespace ODataFeed.Feed;

/// <summary>Which method a resource takes: everything is read, but for what is posted because a URL cannot hold it.</summary>
static class AllowedMethods
{
    /// <exception cref="FeedException">405; the header <c>Allow</c> says what would do (RFC 9110 §15.5.6).</exception>
    public static void Check(HttpContext context, PathSyntax path)
    {
        var (method, last) = (context.Request.Method, path.Segments.LastOrDefault());
        if (last is { Kind: SegmentKind.Batch or SegmentKind.Query })
        {
            if (HttpMethods.IsPost(method))
                return;
            context.Response.Headers.Allow = "POST";
            throw FeedErrors.PostOnly(method, last.Text);
        }

        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
            return;
        context.Response.Headers.Allow = "GET, HEAD";
        throw FeedErrors.MethodNotAllowed(method);
    }
}
