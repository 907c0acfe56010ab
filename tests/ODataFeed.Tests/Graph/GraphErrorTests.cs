using System.Net;
using System.Text;
using ODataFeed.Graph;
using Xunit;

namespace ODataFeed.Tests.Graph;

public sealed class GraphErrorTests
{
    [Theory]
    [InlineData("""{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}""", "S2SUnauthorized: Invalid permission.")]
    [InlineData("""{"error":{"code":"UnknownError","message":"{\"error\":{\"code\":\"S2SUnauthorized\",\"message\":\"Invalid permission.\"}}"}}""", "S2SUnauthorized: Invalid permission.")]
    [InlineData("""{"error":{"code":"UnknownError","message":"{not json"}}""", "UnknownError: {not json")]
    [InlineData("""{"error":{"code":"UnknownError","message":""}}""", "UnknownError: ")]
    [InlineData("""{"error":{"code":5}}""", ": ")]
    [InlineData("""{"error":"invalid_grant"}""", "Forbidden: no Graph error in the body (text/x)")]
    [InlineData("""{"error":{"code":"a","mess""", "Forbidden: no Graph error in the body (text/x)")]
    [InlineData("<html>Forbidden</html>", "Forbidden: no Graph error in the body (text/x)")]
    [InlineData("", "Forbidden: no body")]
    public void TheInnermostErrorIsTold(string body, string expected)
    {
        var error = GraphError.Read(HttpStatusCode.Forbidden, "text/x", Encoding.UTF8.GetBytes(body));

        Assert.Equal(expected, $"{error.Code}: {error.Message}");
    }
}
