using System.Text.RegularExpressions;
using Xunit;

namespace ODataFeed.Tests.Docs;

/// <summary><c>docs/dependencies.md</c> gives the reason of each package, and of no other.</summary>
public sealed partial class DependencyTests
{
    [Fact]
    public void EveryPackageHasItsReason()
    {
        var page = File.ReadLines(Path.Combine(Repository.Root, "docs", "dependencies.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        var explained = page.SelectMany(line => Quoted().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value));
        var props = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Packages.props"));
        Assert.Equal(PackageVersion().Matches(props).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("<PackageVersion Include=\"([^\"]+)\"")]
    private static partial Regex PackageVersion();
}
