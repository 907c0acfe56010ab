using System.Text.RegularExpressions;
using Xunit;

namespace ODataFeed.Tests.Structure;

/// <summary>What keeps the code readable, as far as a text search can see it. Failures print the offenders.</summary>
public sealed partial class HouseRulesTests
{
    const int LongestFile = 300;
    const int LongestMethod = 40;

    static readonly List<(string Path, string[] Lines)> Sources =
        [.. Repository.Sources("src").Select(file => (Path.GetRelativePath(Repository.Root, file), File.ReadAllLines(file)))];

    [Fact]
    public void FilesHoldOneIdea() =>
        Assert.Empty(Sources.Where(source => source.Lines.Length > LongestFile).Select(source => $"{source.Path}: {source.Lines.Length} lines"));

    [Fact]
    public void MethodsFitTheEye() => Assert.DoesNotContain(Sources.SelectMany(Methods), method => method.Length > LongestMethod);

    /// <summary>A search that finds no methods would find no long ones.</summary>
    [Fact]
    public void TheSearchSeesMethods() => Assert.InRange(Sources.SelectMany(Methods).Count(), 1_500, 10_000);

    [Fact]
    public void AnInterfaceHasTwoImplementations()
    {
        var text = string.Join('\n', Sources.SelectMany(source => source.Lines));
        var interfaces = Interface().Matches(text).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(interfaces);
        Assert.DoesNotContain(interfaces, name => Regex.Count(text, $@"\b(?:class|struct|record)\b[^{{;]*[:,]\s*(?:[\w<>]+,\s*)*{name}\b") < 2);
    }

    [Fact]
    public void NamesAreTheFieldsTerms() =>
        Assert.Empty(Sources.Where(source => Vague().IsMatch(Path.GetFileNameWithoutExtension(source.Path))).Select(source => source.Path));

    [Fact]
    public void NothingIsLeftForLater() =>
        Assert.Empty(
            from source in Sources
            from line in source.Lines
            where Later().IsMatch(line)
            select $"{source.Path}: {line.Trim()}");

    /// <summary>From the line that names it to its closing brace, which stands below the first letter of that line.</summary>
    static IEnumerable<(string Place, int Length)> Methods((string Path, string[] Lines) source)
    {
        for (var start = 0; start < source.Lines.Length; start++)
        {
            if (Head().Match(source.Lines[start]) is not { Success: true } head)
                continue;
            var indent = head.Groups[1].Value;
            var open = Array.FindIndex(source.Lines, start, line => line == indent + "{" || line.EndsWith(';') || line.Contains("=>", StringComparison.Ordinal));
            if (open < 0 || source.Lines[open] != indent + "{")
                continue;
            var end = Array.FindIndex(source.Lines, open, line => line.StartsWith(indent + "}", StringComparison.Ordinal));
            yield return ($"{source.Path}:{start + 1}", end - start + 1);
        }
    }

    [GeneratedRegex(@"^( {4,8})(?!.*\b(?:class|struct|record|return|await using|else|for|foreach|while|switch|catch|using|lock|new|throw)\b)(?!if |var )[A-Za-z][\w<>\[\]?,. ()]* [A-Z]\w*(?:<[\w, ]+>)?\(")]
    private static partial Regex Head();

    [GeneratedRegex(@"\binterface (I[A-Z]\w+)")]
    private static partial Regex Interface();

    [GeneratedRegex("Manager|Helper|Util|Misc|Common$")]
    private static partial Regex Vague();

    [GeneratedRegex(@"//\s*(?:TODO|FIXME|HACK|XXX)|NotImplementedException|#region")]
    private static partial Regex Later();
}
