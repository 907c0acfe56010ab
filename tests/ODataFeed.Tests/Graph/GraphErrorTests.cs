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
    [InlineData("""{"error":{"code":"a\u0007","message":"two\r\nlines"}}""", "a : two  lines")]
    [InlineData("""{"error":{"code":"\ud800","message":"x"}}""", "Forbidden: no Graph error in the body (text/x)")]
    [InlineData("<html>Forbidden</html>", "Forbidden: no Graph error in the body (text/x)")]
    [InlineData("", "Forbidden: no body")]
    public void TheInnermostErrorIsTold(string body, string expected)
    {
        var error = GraphError.Read(HttpStatusCode.Forbidden, "text/x", Encoding.UTF8.GetBytes(body));

        Assert.Equal(expected, $"{error.Code}: {error.Message}");
    }

    [Fact]
    public void WhatIsToldIsShort()
    {
        var body = Encoding.UTF8.GetBytes($$$"""{"error":{"code":"{{{new string('c', 60_000)}}}","message":"{{{new string('m', 5000)}}}"}}""");

        Assert.Equal(new GraphError(new string('c', 100) + "…", new string('m', 500) + "…"), GraphError.Read(HttpStatusCode.Forbidden, null, body));
    }
}
