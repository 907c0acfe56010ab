using System.Text.RegularExpressions;
using Xunit;

namespace ODataFeed.Tests.Docs;

/// <summary>docs/faults.md and docs/concealed-names.md name tests; each is there.</summary>
public sealed partial class FaultMatrixTests
{
    static readonly HashSet<string> Tests = [.. typeof(FaultMatrixTests).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute), inherit: true)).Select(method => $"{type.Name}.{method.Name}"))];

    static readonly IReadOnlyList<(string Number, string Test)> Rows = [.. Row().Matches(Read("faults.md")).Select(row => (row.Groups[1].Value, row.Groups[2].Value))];

    [Fact]
    public void EveryFaultNamesATestThatExists() => Assert.Empty(Rows.Select(row => row.Test).Except(Tests));

    [Fact]
    public void FaultsAreCountedAndMany()
    {
        Assert.Equal(Enumerable.Range(1, Rows.Count).Select(number => $"{number}"), Rows.Select(row => row.Number));
        Assert.True(Rows.Count >= 45);
        Assert.Equal(Rows.Count, Rows.Select(row => row.Test).Distinct().Count());
    }

    [Fact]
    public void ConcealedNamesAreHeldByTestsThatExist() => Assert.Empty(
        Name().Matches(Read("concealed-names.md").Split("Held by")[1]).Select(name => name.Groups[1].Value)
            .Where(name => name != "ConcealedNamesTests").Select(name => "ConcealedNamesTests." + name).Except(Tests));

    static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, "docs", file));

    [GeneratedRegex(@"^\| (\d+) \|.*\| `(\w+\.\w+)` \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Name();
}
