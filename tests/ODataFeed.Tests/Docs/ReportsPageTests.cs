using System.Text;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;
using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Docs;

/// <summary>docs/reports.md is written from the catalog: <c>WRITE_DOCS=1 dotnet test --filter ReportsPageTests</c> writes it anew.</summary>
public sealed class ReportsPageTests
{
    static readonly FeedModel Model = FeedModel.Of(Reports.Catalog.Reports, [], ReportsTable.Schema, RefreshLog.Schema);

    static readonly string File = Path.Combine(Repository.Root, "docs/reports.md");

    [Fact]
    public void ThePageIsThatOfTheCatalog()
    {
        var written = Write();
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") is not null)
            System.IO.File.WriteAllText(File, written);
        Assert.Equal(written, System.IO.File.ReadAllText(File));
    }

    static string Write()
    {
        var page = new StringBuilder(
            """
            # The reports and their columns

            Every set of the feed: what it says, what a row is, its columns, and what to mind before summing. The feed says the same of
            itself in `$metadata`. Written from the catalog (`src/UsageReports/Catalog`) by `ReportsPageTests`; do not edit.

            A **trend** has a row per day (and, where the key says so, per thing); days of all refreshes merge, so that it grows past Graph's
            180 days. A **window** report sums over the days that end on `ReportRefreshDate`; the set holds the newest refresh, its `…History`
            every refresh kept. A cell Graph left empty is null, never 0. All sets but `ApiUsage` and `SharePointApiUsage` have a navigation
            property `Date` to `Dates`; those with `UserPrincipalName` have `User` to `Users`.


            """);
        var services = Reports.Catalog.Reports.GroupBy(report => report.Service).ToList();
        foreach (var service in services)
            page.Append($"- {service.Key}: ").AppendJoin(" · ", service.SelectMany(SetsOf).Select(Link)).Append('\n');
        page.Append("- Across services: ").AppendJoin(" · ", Common.Select(Link)).Append("\n\n");
        foreach (var service in services)
        {
            page.Append($"## {service.Key}\n\n");
            foreach (var set in service.SelectMany(SetsOf))
                Write(set, page);
        }

        page.Append("## Across services\n\n");
        foreach (var set in Common)
            Write(set, page);
        return page.ToString().ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
    }

    static IEnumerable<TableSchema> Common => Model.Sets.Where(set => set.Report is null);

    static IEnumerable<TableSchema> SetsOf(Report report) => Model.Sets.Where(set => set.Report == report && set.Name != report.HistorySet);

    static string Link(TableSchema set) => $"[{set.Name}](#{set.Name.ToLowerInvariant()})";

    static void Write(TableSchema set, StringBuilder page)
    {
        page.Append($"### {set.Name}\n\n**{set.Title}.** {set.Description}\n\n");
        foreach (var fact in Facts(set))
            page.Append($"- {fact}\n");
        page.Append("\n| column | type | meaning |\n|---|---|---|\n");
        for (var i = 0; i < set.Columns.Count; i++)
        {
            var column = set.Columns[i];
            page.Append($"| `{column.Name}` | {column.Type}{(set.Key.Contains(i) ? ", key" : "")} | {column.Description.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        page.Append('\n');
    }

    static IEnumerable<string> Facts(TableSchema set)
    {
        yield return $"A row per {string.Join(", ", set.Key.Select(key => $"`{set.Columns[key].Name}`"))}.";
        if (set.Report is { } report)
        {
            yield return set.View is null ? Origin(report) : $"Made of `{report.EntitySet}`: a row for each of its columns.";
            if (set.View is null && report.ByDaySet is { } byDay)
                yield return $"`{byDay}` has a row per day and entity, with `Refresh:ByDay=true`.";
        }

        if (set.Personal)
            yield return "Personal data: needs that right, follows `Privacy:PersonalData`.";
        if (set.Report?.Retired is { } retired)
            yield return $"Retired: {retired}";
        foreach (var caveat in set.View is null && set.Report is { } own ? own.Caveats : set.LongDescription.Length > 0 ? [set.LongDescription] : [])
            yield return $"Mind: {caveat}";
    }

    static string Origin(Report report)
    {
        var windows = report.Periods.Count == 0 ? "" : $", windows {string.Join(", ", report.Periods)}, fetched {string.Join(", ", report.Fetch)}";
        var shape = report.Shape == ReportShape.Trend ? "Trend" : $"{(report.Periods.Count == 0 ? "State as of a day" : "Window")}, history in `{report.HistorySet}`";
        return $"{shape}. Graph: `{report.Function}` ({(report.V1 ? "v1.0" : "beta")}{windows}).";
    }
}
