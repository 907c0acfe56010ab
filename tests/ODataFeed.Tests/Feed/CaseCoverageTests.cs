using System.Text.RegularExpressions;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using Xunit;
using Xunit.Abstractions;

namespace ODataFeed.Tests.Feed;

/// <summary>
/// Every operator, function, transformation and query option stands in at least three case lines with an exact answer; the names come
/// from the program wherever it has a list of them.
/// </summary>
public sealed class CaseCoverageTests(ITestOutputHelper output)
{
    const int Least = 3;

    /// <summary>The case files of this folder with answers rather than errors.</summary>
    static readonly string[] Files = ["queries", "aggregation", "navigation", "language", "functions", "transformations"];

    public static TheoryData<string, string> Words => new()
    {
        { "operator", string.Join(' ', Enum.GetValues<BinaryOperator>().Where(@operator => @operator != BinaryOperator.Has).Select(BinarySyntax.Text)) + " not asc desc" },
        { "function", string.Join(' ', Functions.Names) },
        { "transformation", "aggregate groupby filter compute orderby top skip search concat identity topcount topsum toppercent bottomcount bottomsum bottompercent join outerjoin addnested nest" },
        { "grouping", "rollup" },
        { "method", "sum min max average countdistinct" },
        { "option", "apply compute count expand filter format orderby search select skip top" },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void EachWordOfTheLanguageHasThreeCases(string kind, string words)
    {
        var urls = Files.SelectMany(file => CaseFile.Located($"Feed/{file}.cases"))
            .Where(row => ((string)row[2]).StartsWith("200", StringComparison.Ordinal))
            .Select(row => Uri.UnescapeDataString(((string)row[1]).Replace('+', ' ')))
            .ToList();
        var counts = words.Split(' ').ToDictionary(word => word, word => urls.Count(url => Matches(kind, word, url)));
        foreach (var (word, count) in counts)
            output.WriteLine($"{kind} {word}: {count}");
        Assert.DoesNotContain(counts, count => count.Value < Least);
    }

    [Fact]
    public void TheTablesAreAsLongAsPromised()
    {
        Assert.InRange(Files.Sum(file => CaseFile.Located($"Feed/{file}.cases").Count()), 600, int.MaxValue);
        Assert.InRange(CaseFile.Located("Feed/bad.cases").Concat(CaseFile.Located("Feed/errors.cases")).Count(), 150, int.MaxValue);
    }

    /// <summary>Literals are taken out first: a word within one is no word of the language.</summary>
    static bool Matches(string kind, string word, string url)
    {
        var code = Regex.Replace(url, "(?<!duration)'(?:[^']|'')*'", "''");
        var pattern = kind switch
        {
            "operator" => $@"[\s)(=]{word}(?=[\s(),&]|$)|^{word}\s",
            "function" => $@"(?<![\w.]){word}\(",
            "transformation" when word == "identity" => @"[=/,(]identity",
            "transformation" => $@"apply=(?:[^&]*[/,(])?{word}\(",
            "method" => $@"\swith\s{word}\s",
            "option" => $@"[?&(;]\$?{word}=",
            _ => $@"{word}\(",
        };
        return Regex.IsMatch(code, pattern, RegexOptions.IgnoreCase);
    }
}
