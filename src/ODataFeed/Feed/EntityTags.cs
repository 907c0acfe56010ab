using Microsoft.Net.Http.Headers;
using ODataFeed.Output;

namespace ODataFeed.Feed;

/// <summary>Weak entity tags: the versions of the tables an answer was read from, and the form it was written in.</summary>
static class EntityTags
{
    /// <param name="pageSize">The page size preferred: the same URL then has other bytes.</param>
    /// <param name="rights">Tells the caller's rights from others: links to what may not be read are left out.</param>
    public static EntityTagHeaderValue Of(string versions, Representation representation, int? pageSize, string rights) =>
        Of($"{versions}-{representation.Tag}{(pageSize is null ? "" : $"-p{pageSize}")}{rights}");

    public static EntityTagHeaderValue Of(string tag) => new($"\"{tag}\"", isWeak: true);

    /// <summary>Whether the client has the answer already: <c>If-None-Match</c> compares weakly, knows lists and <c>*</c> (RFC 9110 §13.1.2).</summary>
    public static bool Matches(HttpRequest request, EntityTagHeaderValue tag) =>
        EntityTagHeaderValue.TryParseList([.. request.Headers.IfNoneMatch.OfType<string>()], out var known)
        && known.Any(candidate => candidate.Equals(EntityTagHeaderValue.Any) || candidate.Compare(tag, useStrongComparison: false));
}
