using ODataFeed.Query;
using ODataFeed.Query.Syntax;

namespace ODataFeed.Feed;

/// <summary>
/// <c>POST …/$query</c>: the options of a GET, or some of them, in the body (OData part 2 §4.18). It only reads, so it needs no proof of
/// origin: a form on another site can send one, but its page cannot read the answer.
/// </summary>
static class PostedQuery
{
    /// <summary>The GET that the request stands for. Options of URL and body are taken together; one given in both is given twice.</summary>
    /// <exception cref="FeedException">The body is no query, or too long.</exception>
    public static async Task<(RawTarget Target, PathSyntax Path)> ReadAsync(HttpRequest request, RawTarget target, PathSyntax path, int most, CancellationToken cancellation)
    {
        RequestBody.Type(request, "text/plain", "application/x-www-form-urlencoded");
        var body = RequestBody.Text((await RequestBody.ReadAsync(request, most, cancellation)).Span);

        // Both types are read alike, because a plus sign is a blank in a URL too. Editors and shells end a text with a line break.
        var query = body.TrimEnd('\r', '\n');
        if (UrlEncoding.HasControls(query))
            throw FeedErrors.InvalidBody("it holds line breaks or control characters; write the options as in a URL, joined by '&'");
        query = UrlEncoding.Encode(query);
        var resource = target.Path.TrimEnd('/');
        return (
            new RawTarget(resource[..resource.LastIndexOf('/')], target.Query.Length == 0 || query.Length == 0 ? target.Query + query : $"{target.Query}&{query}"),
            new PathSyntax([.. path.Segments.SkipLast(1)]));
    }
}
