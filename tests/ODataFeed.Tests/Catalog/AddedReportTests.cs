using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Catalog;

public sealed partial class AddedReportTests
{
    internal const string Surveys = """
        {
          "service": "Surveys", // the name of the service
          "reports": [
            {
              "function": "getSurveyUserDetail",
              "title": "Surveys by user",
              "description": "Who opened surveys.",
              "shape": "Period",
              "key": ["ReportRefreshDate", "ReportPeriod", "UserPrincipalName"],
              "detail": true,
              "periods": ["D7", "D30"],
              "columns": [
                { "header": "Report Refresh Date", "type": "Date", "description": "The newest day." },
                { "header": "User Principal Name", "type": "String", "personal": true, "description": "The user." },
                { "header": "Opened", "type": "Boolean", "yesNo": true, "description": "True if opened." },
                { "header": "Report Period", "type": "Int32", "description": "Days in the window." },
              ],
            },
          ],
        }
        """;

    static readonly JsonDocumentOptions Leniency = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static TheoryData<string, string> WrongDefinitions => CaseFile.Pairs("Catalog/WrongDefinitions.cases");

    [Fact]
    public void AFileInTheFolderAddsItsReports()
    {
        using var folder = new DefinitionFolder().Write("surveys.json", Surveys).Write("notes.txt", "not a definition");

        var catalog = ReportCatalog.Load(folder.Path);

        Assert.Equal(94, catalog.Reports.Count);
        var report = catalog.Reports[^1];
        Assert.Same(report, catalog.Find("SurveyUserDetail"));
        Assert.Equal("Surveys", report.Service);
        Assert.Equal("SurveyUserDetailHistory", report.HistorySet);
        Assert.Equal(["ReportRefreshDate", "UserPrincipalName", "Opened", "ReportPeriod"], report.Columns.Select(column => column.Name));
    }

    [Fact]
    public void WhatADefinitionLeavesOutHasADefault()
    {
        using var folder = new DefinitionFolder().Write("surveys.json", Surveys);

        var report = ReportCatalog.Load(folder.Path).Find("SurveyUserDetail")!;

        Assert.Equal(report.Periods, report.Fetch);
        Assert.Equal("/reports", report.Path);
        Assert.Equal(["csv"], report.V1Formats);
        Assert.Equal(["csv", "json"], report.BetaFormats);
        Assert.Null(report.LegacyName);
        Assert.Null(report.ByDaySet);
        Assert.Equal("userPrincipalName", report.Column("UserPrincipalName").Json);
        Assert.Empty(report.Column("Opened").Aliases);
    }

    [Fact]
    public void AReportWithoutJsonHasNoJsonNames()
    {
        using var folder = new DefinitionFolder().Write("surveys.json", Changed("""beta = ["csv"]"""));

        Assert.All(ReportCatalog.Load(folder.Path).Find("SurveyUserDetail")!.Columns, column => Assert.Null(column.Json));
    }

    [Theory]
    [MemberData(nameof(WrongDefinitions))]
    public void AWrongDefinitionIsRefused(string changes, string message)
    {
        using var folder = new DefinitionFolder().Write("surveys.json", Changed(changes));

        var refused = Assert.Throws<CatalogException>(() => ReportCatalog.Load(folder.Path));

        Assert.Equal(message, folder.WithoutPath(refused.Message));
    }

    [Fact]
    public void TwoFilesCannotDefineOneReport()
    {
        using var folder = new DefinitionFolder().Write("a.json", Surveys).Write("b.json", Surveys);

        var refused = Assert.Throws<CatalogException>(() => ReportCatalog.Load(folder.Path));

        Assert.Equal(
            "b.json, report getSurveyUserDetail: entity set 'SurveyUserDetail' already belongs to report getSurveyUserDetail of a.json; "
            + "a definition adds a report, it replaces none.",
            folder.WithoutPath(refused.Message));
    }

    [Theory]
    [InlineData("{", "is not valid JSON")]
    [InlineData("""{ "service": "A", "service": "B", "reports": [] }""", "is not valid JSON")]
    [InlineData("[]", "found []; legal is an object { … }.")]
    [InlineData("""{ "service": "A", "reports": {} }""", "member 'reports': found {}; legal: a list of objects.")]
    [InlineData("""{ "service": "A", "reports": [7] }""", "report [0]: found 7; legal is an object { … }.")]
    public void AFileThatIsNoDefinitionIsRefused(string content, string message)
    {
        using var folder = new DefinitionFolder().Write("surveys.json", content);

        var refused = Assert.Throws<CatalogException>(() => ReportCatalog.Load(folder.Path));

        Assert.StartsWith("surveys.json", folder.WithoutPath(refused.Message));
        Assert.Contains(message, refused.Message);
    }

    [Fact]
    public void AFolderThatDoesNotExistIsRefused()
    {
        var refused = Assert.Throws<CatalogException>(() => ReportCatalog.Load("no-such-folder"));

        Assert.Equal("Catalog folder 'no-such-folder' does not exist. Name a folder of *.json files, or none.", refused.Message);
    }

    /// <summary>The good definition with members of its report changed: <c>columns[2].type = "Int46"; title = absent</c>.</summary>
    static string Changed(string changes)
    {
        var file = JsonNode.Parse(Surveys, documentOptions: Leniency)!;
        foreach (var change in changes.Split(';', StringSplitOptions.TrimEntries))
        {
            var (path, value) = (change.Split(" = ")[0], change.Split(" = ", 2)[1]);
            var steps = PathStep.Matches(path).Select(step => step.Value).ToList();
            var root = steps[0] == "file" ? file : file["reports"]![0]!;
            Set(steps.Skip(steps[0] == "file" ? 1 : 0).ToList(), root, value);
        }

        return file.ToJsonString();
    }

    static void Set(List<string> steps, JsonNode root, string value)
    {
        var parent = steps.SkipLast(1).Aggregate(root, (node, step) => int.TryParse(step, out var place) ? node[place]! : node[step]!);
        if (value == "absent")
            parent.AsObject().Remove(steps[^1]);
        else if (int.TryParse(steps[^1], out var last))
            parent.AsArray().Insert(last, JsonNode.Parse(value));
        else
            parent[steps[^1]] = JsonNode.Parse(value);
    }

    [GeneratedRegex("[A-Za-z0-9]+")]
    static partial Regex PathStep { get; }
}
