using System.Security.Cryptography;
using System.Text;
using ODataFeed.Query.Syntax;

namespace ODataFeed.Query.Plan;

/// <summary>Tells queries apart by what was asked, however it was encoded: see <see cref="QueryPlan.Signature"/>.</summary>
static class QuerySignature
{
    /// <summary>48 bits: they guard against mistakes, not against forgers, who could ask the other query itself.</summary>
    const int Bytes = 6;

    /// <param name="query">As asked for the page at hand; a link to a next page has neither <c>$skip</c> nor <c>$top</c>.</param>
    public static string Of(PathSyntax path, QuerySyntax query)
    {
        var asked = $"{path}?{query with { Skip = null, Top = null, SkipToken = null, Format = null }}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(asked)).AsSpan(0, Bytes));
    }
}
