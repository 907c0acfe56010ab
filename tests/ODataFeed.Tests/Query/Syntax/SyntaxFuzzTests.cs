using System.Text;
using ODataFeed.Query;
using ODataFeed.Query.Syntax;
using Xunit;

namespace ODataFeed.Tests.Query.Syntax;

/// <summary>Whatever is sent, the parsers answer with a tree or a <see cref="FeedException"/>, and print what they understood.</summary>
public sealed class SyntaxFuzzTests
{
    const int Strings = 20_000;
    const int Seed = 20260521;

    static readonly string[] Pieces =
    [
        "(", ")", "((", "))", ",", ";", "/", "//", ":", "=", "'", "''", "\"", "\\", "[", "]", "{", "}", "*", "-", "+", ".", "@", "$", "#",
        "&", " ", "\t", "%", "%2", "%20", "%27", "%2F", "%26", "%C3", "%C3%BC", "%F0%9F%98%80", "%00", "\0", "\uD83D", "\uDE00", "é", "数",
        " and ", " or ", " eq ", " in ", " has ", "not ", "null", "true", "INF", "NaN", "$it", "$count", "$filter=", "$search=", "$top=",
        "any(", "all(", "case(", "cast(", "aggregate(", "groupby((", "rollup(", "concat(", " with sum as ", " from ", " as ", "duration'",
        "binary'", "geography'", "2024-01-31", "T10:00", "+02:00", "10:15", "1e5", "99999999999999999999999999999999", "1e999",
        "01234567-89ab-cdef-0123-456789abcdef", "Ns.Type", "@p",
    ];

    [Theory]
    [InlineData("queries", "")]
    [InlineData("expressions", "$filter=")]
    [InlineData("literals", "$orderby=")]
    [InlineData("searches", "$search=")]
    [InlineData("applies", "$apply=")]
    public void QueriesAreReadOrRefused(string file, string option)
    {
        foreach (var text in Mutations(file))
            Check(text, () => QueryParser.Parse(option + text).ToString());
    }

    [Fact]
    public void PathsAreReadOrRefused()
    {
        foreach (var text in Mutations("paths"))
            Check(text, () => PathParser.Parse(text).ToString());
    }

    static void Check(string text, Func<string> parse)
    {
        try
        {
            parse();
        }
        catch (FeedException error)
        {
            Assert.True(error.Status is 400 or 501, error.Message);
            Assert.Matches("[.?]$", error.Message);
        }
        catch (Exception fault)
        {
            Assert.Fail($"{text}{Environment.NewLine}{fault}");
        }
    }

    static IEnumerable<string> Mutations(string file)
    {
        var random = new Random(Seed);
        var inputs = CaseFile.Located($"Query/Syntax/{file}.cases").Select(row => (string)row[1]).ToArray();
        for (var count = 0; count < Strings; count++)
        {
            var text = new StringBuilder(inputs[random.Next(inputs.Length)]);
            for (var steps = random.Next(1, 6); steps > 0; steps--)
                Mutate(text, random, inputs);
            yield return text.ToString();
        }
    }

    static void Mutate(StringBuilder text, Random random, string[] inputs)
    {
        var position = random.Next(text.Length + 1);
        var length = random.Next(Math.Min(8, text.Length - position) + 1);
        switch (random.Next(5))
        {
            case 0:
                text.Remove(position, length);
                break;
            case 1:
                text.Insert(position, text.ToString(position, length));
                break;
            case 2:
                text.Insert(position, inputs[random.Next(inputs.Length)]);
                break;
            default:
                text.Insert(position, Pieces[random.Next(Pieces.Length)]);
                break;
        }
    }
}
