using ODataFeed.Feed.Batch;
using ODataFeed.Query;
using ODataFeed.Query.Syntax;

namespace ODataFeed.Feed;

/// <summary><c>$entity?$id=…</c>: the entity that has an id (OData part 1 §11.2.9, part 2 §4.3.4).</summary>
static class EntityId
{
    /// <summary>
    /// The target with the path the id stands for behind <c>$entity</c>, then the cast where there is one; the planner checks that it
    /// leads to an entity. An id is absolute or relative to the service root, and is a URL itself: what is encoded in it is encoded twice.
    /// </summary>
    /// <exception cref="FeedException">400: there is no id, or it is none; 404: it is that of another service.</exception>
    public static (RawTarget Target, PathSyntax Path) Resolve(HttpRequest request, FeedOptions options, RawTarget target, PathSyntax path)
    {
        if (path.Segments.Skip(1).FirstOrDefault(segment => segment.Kind != SegmentKind.Qualified) is { } segment)
            throw FeedErrors.UnsupportedResource(segment);
        var id = target.Option("id") is { Length: > 0 } given ? given : throw FeedErrors.IdMissing();
        if (id.AsSpan().ContainsAny('?', '#'))
            throw FeedErrors.NoEntityId(id);
        var below = new ServiceRoot(request, options).Target(id, null)[(options.Path.Length + 1)..].TrimEnd('/');
        if (PathParser.Parse(below).Segments is not [{ Kind: SegmentKind.Name }, ..] segments)
            throw FeedErrors.NoEntityId(id);
        var raw = string.Join('/', new[] { path.Segments[0].Text, below }.Concat(path.Segments.Skip(1).Select(cast => cast.Text)));
        return (new RawTarget(raw, target.Without("id")), new PathSyntax([path.Segments[0], .. segments, .. path.Segments.Skip(1)]));
    }
}
