using System.Text.RegularExpressions;
using Xunit;

namespace ODataFeed.Tests.Telemetry;

public sealed partial class MetricNameTests
{
    [Fact]
    public void TheMetricsAreThoseOfTheDocument()
    {
        var made = Repository.Sources("src/ODataFeed").SelectMany(file => Made().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value);
        var table = File.ReadAllText(Path.Combine(Repository.Root, "docs/operations.md")).Split("| metric |")[1].Split("\n\n")[0];
        var listed = table.Split('\n').Where(line => line.StartsWith("| `odatafeed.", StringComparison.Ordinal)).SelectMany(line => Listed().Matches(line.Split(" | ")[0])).Select(match => match.Groups["name"].Value);
        Assert.Equal(made.Order(), listed.Order());
    }

    [GeneratedRegex("Create(?:Histogram|Counter|ObservableGauge)(?:<\\w+>)?\\(\"(?<name>[a-z.]+)\"")]
    private static partial Regex Made();

    [GeneratedRegex("`(?<name>odatafeed[a-z.]+)`")]
    private static partial Regex Listed();
}
