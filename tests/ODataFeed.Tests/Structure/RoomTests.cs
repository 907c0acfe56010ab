using System.Text.RegularExpressions;
using Xunit;

namespace ODataFeed.Tests.Structure;

/// <summary>Guards the walls: a room names only the rooms that the data flow lets it name.</summary>
public sealed partial class RoomTests
{
    /// <summary>Room ⇶ rooms it may name. Files in the project's root compose and are exempt; all may name UsageReports.</summary>
    static readonly Dictionary<string, string[]> MayName = new()
    {
        ["Graph"] = [],
        ["Privacy"] = [],
        ["Telemetry"] = [],
        ["Ingest"] = ["Snapshot", "Privacy"],
        ["Store"] = ["Snapshot"],
        ["Snapshot"] = [],
        ["Query"] = ["Snapshot", "Store"],
        ["Output"] = ["Query", "Snapshot"],
        ["Access"] = [],
        ["Feed"] = ["Query", "Output", "Snapshot", "Access", "Privacy", "Telemetry"],
        ["GraphApi"] = ["Snapshot", "Access", "Privacy", "GraphSimulator"],
        ["Refresh"] = ["Graph", "Ingest", "Store", "Snapshot", "Telemetry"],
        ["Web"] = ["Query", "Output", "Snapshot", "Refresh", "Access"],
    };

    [Fact]
    public void ARoomNamesOnlyWhatTheDataFlowAllows() => Assert.Empty(Breaches().ToList());

    [Fact]
    public void EveryFolderIsARoom() =>
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src/ODataFeed"))
            .Select(folder => Path.GetFileName(folder))
            .Except([.. MayName.Keys, "bin", "obj", "Properties", "wwwroot"]));

    [Theory]
    [InlineData("using ODataFeed.Query.Plan;", "Store", "Query")]
    [InlineData("Query.Plan.Planner planner;", "Store", "Query")]
    [InlineData("using GraphSimulator.Api;", "Feed", "GraphSimulator")]
    public void ABreachIsSeen(string line, string room, string named) => Assert.Contains(named, Named(room, line));

    [Theory]
    [InlineData("request.Query.Keys", "GraphApi")]
    [InlineData("// Query.Plan does that", "Store")]
    public void WhatOnlyLooksLikeABreachIsNot(string line, string room) => Assert.Empty(Named(room, line));

    [Fact]
    public void TheCatalogAndTheSimulatorKnowNothingOfTheService()
    {
        foreach (var file in Repository.Sources("src/UsageReports").Concat(Repository.Sources("src/GraphSimulator")))
            Assert.DoesNotContain("ODataFeed", File.ReadAllText(file), StringComparison.Ordinal);
    }

    static IEnumerable<string> Breaches() =>
        from room in MayName.Keys
        let folder = Path.Combine("src/ODataFeed", room)
        where Directory.Exists(Path.Combine(Repository.Root, folder))
        from file in Repository.Sources(folder).Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.razor", SearchOption.AllDirectories))
        from line in File.ReadLines(file)
        from named in Named(room, line)
        select $"{Path.GetRelativePath(Repository.Root, file)} names {named}: {line.Trim()}";

    /// <summary>The forbidden rooms a line names, qualified or, as sibling namespaces allow, bare.</summary>
    static IEnumerable<string> Named(string room, string line)
    {
        var code = Comment().Replace(line, "");
        return MayName.Keys.Append("GraphSimulator")
            .Where(other => other != room && !MayName[room].Contains(other))
            .Where(other => Regex.IsMatch(code, $@"\bODataFeed\.{other}\b|(?<![\w.""$]){other}\.[A-Z]|\busing {other}\b"));
    }

    [GeneratedRegex("//.*$")]
    private static partial Regex Comment();
}
