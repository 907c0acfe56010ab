using System.Text.RegularExpressions;
using Xunit;

namespace ODataFeed.Tests.Docs;

/// <summary>The list of errors in the documentation is that of the source, and each of them happens in a test.</summary>
public sealed partial class ErrorListTests
{
    static readonly IReadOnlyList<string[]> Listed =
        [.. File.ReadLines(Path.Combine(Repository.Root, "docs/errors.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split(" | ").Select(cell => cell.Trim('|', ' ', '`')).ToArray())];

    static readonly IReadOnlyList<(string File, string Text)> Tests =
        [.. Repository.Sources("tests/ODataFeed.Tests").Select(file => (Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)))];

    [Fact]
    public void TheListIsThatOfTheSource()
    {
        var source = Repository.Sources("src/ODataFeed").Select(File.ReadAllText).ToList();
        var names = source.SelectMany(text => Constants().Matches(text)).DistinctBy(match => match.Groups["name"].Value).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["code"].Value);
        var raised = source.SelectMany(text => Raised().Matches(text))
            .Select(match => (Code: names.GetValueOrDefault(match.Groups["code"].Value, match.Groups["code"].Value), Status: match.Groups["status"].Value))
            .Append((Code: "Unauthorized", Status: "401"))
            .GroupBy(error => error.Code, error => error.Status)
            .Select(error => $"{error.Key} {string.Join(", ", error.Distinct().OrderDescending())}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(raised, Listed.Select(row => $"{row[0]} {row[1]}"));
    }

    [Fact]
    public void EveryErrorHappensInTheTestNamed() => Assert.All(Listed, row => Assert.True(Happens(row[0], row[^1]), $"{row[0]} does not happen in {row[^1]}."));

    /// <summary>A case table holds the code in an expected answer; a test holds it in the file of its class.</summary>
    static bool Happens(string code, string test)
    {
        if (test.EndsWith(".cases", StringComparison.Ordinal))
            return File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Feed", test)).Contains($"\"code\":\"{code}\"", StringComparison.Ordinal);
        var (type, method) = (test.Split('.')[0], test.Split('.')[^1]);
        return Tests.Any(file => file.File == type && file.Text.Contains($"\"{code}\"", StringComparison.Ordinal) && file.Text.Contains($" {method}(", StringComparison.Ordinal));
    }

    [GeneratedRegex("const string (?<name>\\w+) = \"(?<code>\\w+)\";")]
    private static partial Regex Constants();

    [GeneratedRegex("new\\(\\s*(?<status>[45][0-9]{2}),\\s*\"?(?<code>\\w+)\"?,")]
    private static partial Regex Raised();
}
