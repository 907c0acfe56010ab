using ODataFeed.Query;
using ODataFeed.Query.Syntax;
using Xunit;

namespace ODataFeed.Tests.Query.Syntax;

public sealed class SyntaxLimitTests
{
    [Theory]
    [InlineData("$filter=", "(", "A", ")")]
    [InlineData("$filter=", "not ", "A", "")]
    [InlineData("$filter=", "-", "A", "")]
    [InlineData("$filter=", "[", "A", "]")]
    [InlineData("$filter=", "{\"a\":", "A", "}")]
    [InlineData("$filter=", "trim(", "A", ")")]
    [InlineData("$filter=", "Ns.F(a=", "A", ")")]
    [InlineData("$filter=", "case(A:", "1", ")")]
    [InlineData("$filter=", "case(", "A", ":1)")]
    [InlineData("$filter=", "case(A gt 10:15,true:", "1", ")")]
    [InlineData("$filter=", "A/any(x:", "A", ")")]
    [InlineData("$filter=", "A/$count($filter=", "A", ")")]
    [InlineData("$filter=", "A/$filter(", "A", ")")]
    [InlineData("$filter=", "A in (", "1", ")")]
    [InlineData("$filter=", "A/", "A", "")]
    [InlineData("$filter=", "", "A", " add A")]
    [InlineData("$filter=", "", "A", " eq A")]
    [InlineData("$filter=", "", "A", " in (1)")]
    [InlineData("@p=", "(", "1", ")")]
    [InlineData("$orderby=", "(", "A", ")")]
    [InlineData("$compute=", "(", "A", ")")]
    [InlineData("$select=", "A($select=", "A", ")")]
    [InlineData("$expand=", "A($expand=", "A", ")")]
    [InlineData("$search=", "(", "A", ")")]
    [InlineData("$search=", "NOT ", "A", "")]
    [InlineData("$apply=", "concat(identity,", "identity", ")")]
    [InlineData("$apply=", "groupby((A),", "identity", ")")]
    [InlineData("$apply=aggregate(", "A(", "B with sum as C", ")")]
    public void NestingTooDeepIsRefusedAndNeverOverflowsTheStack(string option, string open, string core, string close)
    {
        var text = option + Repeat(open, 10_000) + core + Repeat(close, 10_000);
        var error = Assert.Throws<FeedException>(() => QueryParser.Parse(text));
        Assert.Equal(FeedErrors.TooComplex, error.Code);
    }

    [Fact]
    public void TheMessageNamesTheLimitAndThePlace()
    {
        var error = Assert.Throws<FeedException>(() => QueryParser.Parse("$filter=((((A))))", new(Depth: 3)));
        Assert.Equal((400, "$filter"), (error.Status, error.Target));
        Assert.Equal("$filter is nested more than 3 levels deep at character 4; write it flatter.", error.Message);

        error = Assert.Throws<FeedException>(() => QueryParser.Parse("$filter=A eq 1 or B eq 2", new(Nodes: 4)));
        Assert.Equal("$filter brings the query to more than 4 names, values and operators; ask for less at a time.", error.Message);
    }

    [Theory]
    [InlineData(" or ")]
    [InlineData(" and ")]
    public void FiveThousandTermsAreAShallowTree(string joined)
    {
        var filter = QueryParser.Parse("$filter=" + string.Join(joined, Enumerable.Repeat("A eq 1", 5_000))).Filter;
        Assert.NotNull(filter);
        Assert.InRange(filter.Height, 13, 16);
    }

    [Fact]
    public void BalancedChainsKeepTheOrderOfTheirTerms()
    {
        var names = Enumerable.Range(0, 1_000).Select(number => $"A{number}").ToArray();
        var filter = QueryParser.Parse("$filter=" + string.Join(" or ", names)).Filter;
        Assert.Equal(names, Leaves(filter));

        static IEnumerable<string> Leaves(ExpressionSyntax? node) =>
            node is BinarySyntax binary ? Leaves(binary.Left).Concat(Leaves(binary.Right)) : [$"{node}"];
    }

    [Fact]
    public void ListsMayBeLong()
    {
        var filter = QueryParser.Parse($"$filter=A in ({string.Join(',', Enumerable.Range(0, 15_000))})").Filter;
        Assert.Equal(15_000, Assert.IsType<ListSyntax>(Assert.IsType<BinarySyntax>(filter).Right).Items.Count);
    }

    [Theory]
    [InlineData("$filter=A in (", "1,", "1)")]
    [InlineData("$filter=", "A or ", "A")]
    [InlineData("$select=", "A,", "A")]
    [InlineData("$expand=", "A,", "A")]
    [InlineData("$orderby=", "A,", "A")]
    [InlineData("$search=", "a ", "a")]
    [InlineData("$apply=", "identity/", "identity")]
    [InlineData("", "@a", "")]
    public void TooMuchIsRefused(string option, string repeated, string end)
    {
        var text = repeated == "@a"
            ? string.Join('&', Enumerable.Range(0, 20_001).Select(number => $"@a{number}=1"))
            : option + Repeat(repeated, 20_001) + end;
        Assert.Equal(FeedErrors.TooComplex, Assert.Throws<FeedException>(() => QueryParser.Parse(text)).Code);
    }

    [Fact]
    public void OneBudgetServesAllOptionsOfARequest()
    {
        var limits = new SyntaxLimits(Nodes: 4);
        QueryParser.Parse("$filter=A eq 1", limits);
        QueryParser.Parse("$orderby=A", limits);
        Assert.Throws<FeedException>(() => QueryParser.Parse("$filter=A eq 1&$orderby=A", limits));
    }

    [Fact]
    public void TheDeepestLegalTextNeedsLittleStack()
    {
        var depth = SyntaxLimits.Default.Depth - 1;
        string[] texts =
        [
            "$filter=" + Repeat("(", depth) + "A" + Repeat(")", depth),
            "$filter=" + Repeat("trim(", depth) + "A" + Repeat(")", depth),
            "$apply=" + Repeat("concat(identity,", depth) + "identity" + Repeat(")", depth),
            "$expand=" + Repeat("A($expand=", depth) + "A" + Repeat(")", depth),
            "$search=" + Repeat("(", depth) + "A" + Repeat(")", depth),
        ];
        var parsed = 0;
        var thread = new Thread(
            () =>
            {
                foreach (var text in texts)
                    parsed += QueryParser.Parse(text).ToString().Length > 0 ? 1 : 0;
            },
            maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal(texts.Length, parsed);
    }

    [Fact]
    public void PathsHaveTheSameLimits()
    {
        var error = Assert.Throws<FeedException>(() => PathParser.Parse("A/$filter(" + Repeat("(", 10_000) + "A" + Repeat(")", 10_001)));
        Assert.Equal(FeedErrors.TooComplex, error.Code);
    }

    static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
