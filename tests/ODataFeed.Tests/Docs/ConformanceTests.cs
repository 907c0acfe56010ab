using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ODataFeed.Tests.Feed;
using Xunit;

namespace ODataFeed.Tests.Docs;

/// <summary><c>docs/conformance.md</c> has every item of the specification's lists, and the proofs it names exist.</summary>
public sealed partial class ConformanceTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    /// <summary>The heading of each list ⇶ its items: numbers and ranges.</summary>
    static readonly (string Heading, string Items)[] Lists =
    [
        ("OData 4.0 Minimal", "1-17"),
        ("OData 4.0 Intermediate", "1-7,7.1-7.5,8-17"),
        ("OData 4.0 Advanced", "1-9,9.1-9.9,10-16"),
        ("OData 4.01 Minimal", "1-9,9.1-9.14,10-17"),
        ("OData 4.01 Intermediate", "1-11"),
        ("OData 4.01 Advanced", "1-5,5.1-5.1,6-10"),
        ("JSON producers", "9,9.1,9.2,9.4,9.7,10-29"),
    ];

    static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "conformance.md"));

    public static TheoryData<string, string> Headings
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (heading, items) in Lists)
                data.Add(heading, items);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Headings))]
    public void EveryItemIsMetOrDoesNotApply(string heading, string items)
    {
        var rows = Rows(heading);
        Assert.Equal(items.Split(',').SelectMany(Expand), rows.Select(row => row[0]));
        Assert.All(rows, row => Assert.True(row[2] is "met" or "not applicable", $"{heading} {row[0]} is '{row[2]}'."));
        Assert.All(rows, row => Assert.True(row[3].Length > 0, $"{heading} {row[0]} has neither proof nor reason."));
    }

    [Theory]
    [MemberData(nameof(Headings))]
    public void EveryProofExists(string heading, string items)
    {
        _ = items;
        var missing = Rows(heading)
            .SelectMany(row => Proof().Matches(row[3]).Select(match => match.Groups[1].Value))
            .Where(proof => !IsCase(proof) && !IsTest(proof));
        Assert.Empty(missing);
    }

    /// <summary>OData 4.01 Part 1, 12.3, item 11: names should not differ by case alone.</summary>
    [Fact]
    public async Task NamesDifferByMoreThanCase()
    {
        using var response = await feed.GetAsync("$metadata", "Accept: application/xml");
        var metadata = await response.Content.ReadAsStringAsync();
        var sets = EntitySetName().Matches(metadata).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(sets);
        Assert.Equal(sets.Count, sets.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        foreach (var type in metadata.Split("<EntityType ").Skip(1))
        {
            var properties = PropertyName().Matches(type).Select(match => match.Groups[1].Value).ToList();
            Assert.Equal(properties.Count, properties.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        }
    }

    static List<string[]> Rows(string heading) =>
    [
        .. Page.Split($"## {heading}\n")[1].Split("\n## ")[0].Split('\n')
            .Where(line => line.StartsWith('|') && char.IsAsciiDigit(line[2]))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    static IEnumerable<string> Expand(string range)
    {
        if (range.Split('-') is not [var first, var last])
            return [range];
        var prefix = first.Contains('.', StringComparison.Ordinal) ? first[..(first.IndexOf('.', StringComparison.Ordinal) + 1)] : "";
        var from = int.Parse(first[prefix.Length..], CultureInfo.InvariantCulture);
        var to = int.Parse(last[prefix.Length..], CultureInfo.InvariantCulture);
        return Enumerable.Range(from, to - from + 1).Select(number => $"{prefix}{number}");
    }

    static bool IsTest(string proof) =>
        proof.Split('.') is [var type, var method]
        && typeof(ConformanceTests).Assembly.GetTypes().Where(candidate => candidate.Name == type)
            .SelectMany(candidate => candidate.GetMethods())
            .Any(candidate => candidate.Name == method && candidate.GetCustomAttribute<FactAttribute>() is not null);

    /// <summary><c>file.cases: words</c>: a line of that table has the words in its URL.</summary>
    static bool IsCase(string proof) =>
        proof.Split(": ", 2) is [var file, var words]
        && Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Feed"), file)
            .SelectMany(File.ReadLines)
            .Any(line => !line.StartsWith('#') && line.Split('⇶')[0].Contains(words, StringComparison.Ordinal));

    [GeneratedRegex(@"`((?:[a-z]+\.cases: [^`]+)|(?:[A-Z]\w+Tests\.\w+))`")]
    private static partial Regex Proof();

    [GeneratedRegex("<EntitySet Name=\"([^\"]+)\"")]
    private static partial Regex EntitySetName();

    [GeneratedRegex("<(?:Navigation)?Property Name=\"([^\"]+)\"")]
    private static partial Regex PropertyName();
}
