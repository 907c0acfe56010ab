using System.Globalization;
using ODataFeed.Query;
using ODataFeed.Query.Syntax;
using Xunit;

namespace ODataFeed.Tests.Query.Syntax;

/// <summary>What each text of the URL language is read as, or the exact refusal: <c>! Code: message</c>.</summary>
public sealed class SyntaxCaseTests
{
    [Theory]
    [MemberData(nameof(CaseFile.Located), "Query/Syntax/literals.cases", MemberType = typeof(CaseFile))]
    public void LiteralsHaveKindAndValue(string where, string input, string expected) =>
        CaseFile.Check(where, expected, Print(() => Describe(Filter(input))));

    [Theory]
    [MemberData(nameof(CaseFile.Located), "Query/Syntax/expressions.cases", MemberType = typeof(CaseFile))]
    public void ExpressionsBecomeTrees(string where, string input, string expected) =>
        CaseFile.Check(where, expected, Print(() => Filter(input)));

    [Theory]
    [MemberData(nameof(CaseFile.Located), "Query/Syntax/queries.cases", MemberType = typeof(CaseFile))]
    public void QueriesBecomeOptions(string where, string input, string expected) =>
        CaseFile.Check(where, expected, Print(() => QueryParser.Parse(input)));

    [Theory]
    [MemberData(nameof(CaseFile.Located), "Query/Syntax/searches.cases", MemberType = typeof(CaseFile))]
    public void SearchesBecomeTrees(string where, string input, string expected) =>
        CaseFile.Check(where, expected, Print(() => QueryParser.Parse($"$search={input}").Search));

    [Theory]
    [MemberData(nameof(CaseFile.Located), "Query/Syntax/applies.cases", MemberType = typeof(CaseFile))]
    public void AppliesBecomeTransformations(string where, string input, string expected) =>
        CaseFile.Check(where, expected, Print(() => QueryParser.Parse($"$apply={input}").Apply));

    [Theory]
    [MemberData(nameof(CaseFile.Located), "Query/Syntax/paths.cases", MemberType = typeof(CaseFile))]
    public void PathsBecomeSegments(string where, string input, string expected) =>
        CaseFile.Check(where, expected, Print(() => string.Join(" / ", PathParser.Parse(input).Segments.Select(Describe))));

    static ExpressionSyntax? Filter(string input) => QueryParser.Parse($"$filter={input}").Filter;

    static string Describe(SegmentSyntax segment) => $"{segment.Kind} {segment}";

    static string Describe(ExpressionSyntax? expression)
    {
        var literal = Assert.IsType<LiteralSyntax>(expression);
        var value = literal.Value switch
        {
            null => "null",
            byte[] bytes => Convert.ToHexString(bytes),
            DateTimeOffset instant => instant.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
            DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
            TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            var other => other.ToString(),
        };
        return $"{literal.Kind} {value}";
    }

    static string Print(Func<object?> parse)
    {
        try
        {
            return $"{parse()}";
        }
        catch (FeedException error)
        {
            return $"! {error.Code}: {error.Message}";
        }
    }
}
