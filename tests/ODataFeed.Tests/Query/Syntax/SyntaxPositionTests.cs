using ODataFeed.Query;
using ODataFeed.Query.Syntax;
using Xunit;

namespace ODataFeed.Tests.Query.Syntax;

/// <summary>Positions let later stages point at what they refuse.</summary>
public sealed class SyntaxPositionTests
{
    [Fact]
    public void NodesKnowWhereTheyStandInTheDecodedValue()
    {
        var query = QueryParser.Parse("$filter=Date%2FYear%20eq%20@p%20and%20contains(A,'x')&$orderby=A, B desc&$select=A, B/C");
        var and = Assert.IsType<BinarySyntax>(query.Filter);
        var equal = Assert.IsType<BinarySyntax>(and.Left);
        Assert.Equal((10, 16), (equal.OperatorPosition, and.OperatorPosition));
        Assert.Equal((5, 13), (equal.Left.Position, equal.Right.Position));
        var call = Assert.IsType<CallSyntax>(and.Right);
        Assert.Equal((20, 29, 31), (call.Position, call.Arguments[0].Position, call.Arguments[1].Position));
        Assert.Equal([0, 3], query.OrderBy!.Select(item => item.Expression.Position));
        Assert.Equal([0, 3], query.Select!.Select(item => item.Position));
    }

    [Fact]
    public void NestedOptionsCountFromTheStartOfTheOuterValue()
    {
        var expand = QueryParser.Parse("$expand=Date($filter=Year eq 2024)").Expand;
        Assert.Equal(13, Assert.Single(expand!).Options!.Filter!.Position);
    }

    [Fact]
    public void SegmentsKnowWhereTheyStandInThePathAsSent()
    {
        var path = PathParser.Parse("/A%42(1)/C('x')/$count");
        Assert.Equal([1, 9, 16], path.Segments.Select(segment => segment.Position));
        Assert.Equal("AB(1)", path.Segments[0].Text);
        Assert.Equal(3, path.Segments[0].Key![0].Position);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public void TheServiceRootHasNoSegments(string path) => Assert.Empty(PathParser.Parse(path).Segments);

    [Fact]
    public void AnEmptyQueryHasNoOptions() => Assert.Equal("", QueryParser.Parse("").ToString());

    [Fact]
    public void ErrorsNameTheirTarget()
    {
        Assert.Equal("$filter", Assert.Throws<FeedException>(() => QueryParser.Parse("FILTER=A eq")).Target);
        Assert.Equal("$fliter", Assert.Throws<FeedException>(() => QueryParser.Parse("$fliter=A")).Target);
        Assert.Equal(501, Assert.Throws<FeedException>(() => QueryParser.Parse("$apply=groupby((rolluprecursive(A)))")).Status);
    }
}
