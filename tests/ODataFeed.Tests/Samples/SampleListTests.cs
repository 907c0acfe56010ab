using System.IO.Enumeration;
using System.Text.RegularExpressions;
using Xunit;

namespace ODataFeed.Tests.Samples;

/// <summary>connector-samples/README.md says of every file how it is checked.</summary>
public sealed partial class SampleListTests
{
    static readonly string Folder = SampleFeed.Folder("");
    static readonly string Page = File.ReadAllText(Path.Combine(Folder, "README.md"));
    static readonly List<string> Rows = [.. Page.Split('\n').SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.StartsWith('|'))];

    [Fact]
    public void EveryFileIsInOneRow()
    {
        var patterns = Rows.SelectMany(row => Code().Matches(row.Split('|')[1]).Select(match => match.Groups["text"].Value)).ToList();
        foreach (var file in Files())
            Assert.True(patterns.Count(pattern => Matches(pattern, file)) > 0, $"{file} is in no row of connector-samples/README.md.");
        Assert.All(patterns, pattern => Assert.Contains(Files(), file => Matches(pattern, file)));
    }

    [Fact]
    public void EveryRowNamesATestThatExists()
    {
        var classes = typeof(SampleListTests).Assembly.GetTypes().Select(type => type.Name).ToHashSet();
        Assert.All(Rows, row => Assert.Contains(Code().Matches(row.Split('|')[3]), match => match.Groups["text"].Value.EndsWith("Tests", StringComparison.Ordinal)));
        Assert.All(Rows.SelectMany(row => Code().Matches(row.Split('|')[3])).Select(match => match.Groups["text"].Value), name => Assert.Contains(name, classes));
    }

    static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
        .Where(file => file != "README.md" && !file.Split('/').Any(part => part is "bin" or "obj" or "__pycache__" or ".pbi") && Path.GetExtension(file) is not (".mez" or ".xlsx"));

    /// <summary><c>**</c> stands for any folders, <c>*</c> for any name.</summary>
    static bool Matches(string pattern, string file)
    {
        var any = pattern.Contains("**/", StringComparison.Ordinal);
        var (folder, name) = (pattern[..(pattern.LastIndexOf('/') + 1)].Replace("**/", "", StringComparison.Ordinal), pattern[(pattern.LastIndexOf('/') + 1)..]);
        var own = file[..(file.LastIndexOf('/') + 1)];
        return (any ? own.StartsWith(folder, StringComparison.Ordinal) : own == folder) && FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(file), ignoreCase: false);
    }

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Code();
}
