using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ODataFeed.Web.Home;
using Xunit;

namespace ODataFeed.Tests.Samples;

/// <summary>The workbook that the script makes, and the connection files. Excel itself is not here: the package is opened and followed.</summary>
[Collection(SampleFeed.Name)]
public sealed partial class ExcelSampleTests(SampleFeed feed)
{
    static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    static readonly string Folder = SampleFeed.Folder("excel");

    public static TheoryData<string> Headlines => [.. Headline.All.Select(headline => headline.Set)];

    /// <summary>The file beside the samples is the one that the service serves. <c>WRITE_DOCS=1</c> writes it anew.</summary>
    [Theory]
    [MemberData(nameof(Headlines))]
    public async Task AHeadlineHasItsConnectionFile(string set)
    {
        var (file, served) = (Path.Combine(Folder, set + ".odc"), await feed.Client.GetStringAsync($"{feed.Site}/connect/{set}.odc"));
        served = served.Replace(feed.Site, SampleFeed.WrittenSite, StringComparison.Ordinal).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") is not null)
            await File.WriteAllTextAsync(file, served);
        Assert.Equal(served, await File.ReadAllTextAsync(file));
    }

    [Fact]
    public void ThereAreNoOtherConnectionFiles() =>
        Assert.Equal(Headline.All.Select(headline => headline.Set + ".odc").Order(), Directory.EnumerateFiles(Folder, "*.odc").Select(file => Path.GetFileName(file)!).Order());

    [SampleFact(SamplePrograms.Python)]
    public async Task EveryPartOfTheWorkbookIsReachedAndTyped()
    {
        using var workbook = await MakeAsync();
        var reached = new Dictionary<string, string>();
        var open = new Queue<string>([""]);
        while (open.TryDequeue(out var part))
        {
            foreach (var (kind, target) in workbook.TargetsOf(part))
            {
                if (reached.TryAdd(target, kind))
                    open.Enqueue(target);
            }
        }

        Assert.Equal(workbook.Parts.Where(part => !part.EndsWith(".rels", StringComparison.Ordinal) && part != "[Content_Types].xml").Order(), reached.Keys.Order());
        Assert.All(reached.Keys, part => Assert.NotNull(workbook.Part(part)));
        Assert.All(reached, part => Assert.Contains(part.Value switch
        {
            "officeDocument" => "sheet.main+xml",
            "customXml" => "application/xml",
            "customXmlProps" => "customXmlProperties+xml",
            var kind => kind + "+xml",
        }, workbook.ContentType(part.Key), StringComparison.Ordinal));
    }

    [SampleFact(SamplePrograms.Python)]
    public async Task TheSheetHoldsTheRowsOfTheFeed()
    {
        using var workbook = await MakeAsync();
        var (_, body) = await feed.GetAsync(feed.Root + "ActiveUsersByProduct?$filter=ActiveUsers gt 0");
        using var json = JsonDocument.Parse(body);
        var expected = json.RootElement.GetProperty("value").EnumerateArray().Select(row =>
        {
            var day = DateOnly.Parse(row.GetProperty("ReportDate").GetString()!, CultureInfo.InvariantCulture);
            return $"{day.ToDateTime(default).ToOADate()} {day:yyyy-MM} {row.GetProperty("Product")} {row.GetProperty("ActiveUsers")}";
        });
        var rows = workbook.Part("xl/worksheets/sheet2.xml").Descendants(Main + "row").Select(row => string.Join(' ', row.Elements(Main + "c").Select(cell => cell.Value))).ToList();
        Assert.Equal(["ReportDate Month Product Active users", .. expected], rows);
        Assert.Equal($"A1:D{rows.Count}", (string?)workbook.Part("xl/tables/table1.xml").Attribute("ref"));
        Assert.Equal($"Data!$A$1:$D${rows.Count}", workbook.Part("xl/workbook.xml").Descendants(Main + "definedName").Single().Value);
    }

    [SampleFact(SamplePrograms.Python)]
    public async Task TableQueryConnectionAndPivotAreOfOneMind()
    {
        using var workbook = await MakeAsync();
        var (table, query) = (workbook.Part("xl/tables/table1.xml"), workbook.Part("xl/queryTables/queryTable1.xml"));
        var columns = Names(table, "tableColumn");
        Assert.Equal(columns, Names(query, "queryTableField"));
        var connection = workbook.Part("xl/connections.xml").Elements(Main + "connection").Single();
        Assert.Equal((string?)connection.Attribute("id"), (string?)query.Attribute("connectionId"));
        var cache = workbook.Part("xl/pivotCache/pivotCacheDefinition1.xml");
        Assert.Equal(columns, Names(cache, "cacheField"));
        Assert.Equal((string?)table.Attribute("name"), (string?)cache.Descendants(Main + "worksheetSource").Single().Attribute("name"));
        Assert.Equal("1", (string?)cache.Attribute("refreshOnLoad"));
        var pivot = workbook.Part("xl/pivotTables/pivotTable1.xml");
        var shared = cache.Descendants(Main + "cacheField").Select(field => field.Element(Main + "sharedItems")!.Elements().Count());
        Assert.Equal(shared.Select(count => count == 0 ? 0 : count + 1), pivot.Descendants(Main + "pivotField").Select(field => field.Descendants(Main + "item").Count()));
    }

    [FactNeeding(Programs.Node, Programs.Npm)]
    public async Task MicrosoftsParserTakesTheQueriesOfTheWorkbook()
    {
        using var workbook = await MakeAsync();
        var mashup = MashupDocument.Read(workbook.Part("customXml/item1.xml"));
        Assert.Empty(await PowerQueryParser.ErrorsAsync([("Section1.m", mashup.Section)]));
        var names = Shared().Matches(mashup.Section).Select(match => match.Groups["name"].Value).ToList();
        Assert.Equal(["ServiceRoot", "ActiveUsers"], names);
        Assert.Equal(names, mashup.Metadata.Descendants("ItemPath").Select(path => path.Value).Where(path => path.Length > 0).Select(path => path.Split('/')[1]));
        Assert.Contains($"\"{feed.Root}\"", mashup.Section, StringComparison.Ordinal);
        Assert.Contains("Location=ActiveUsers;", workbook.Part("xl/connections.xml").ToString(), StringComparison.Ordinal);
    }

    async Task<OfficePackage> MakeAsync()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("odatafeed-xlsx").FullName, "ActiveUsers.xlsx");
        await SamplePrograms.OutputAsync(SamplePrograms.Python, Folder, "make_workbook.py", feed.Root, file);
        return OfficePackage.Open(file);
    }

    static IReadOnlyList<string> Names(XElement part, string element) => [.. part.Descendants(Main + element).Select(column => (string)column.Attribute("name")!)];

    [GeneratedRegex(@"^shared (?<name>\w+) =", RegexOptions.Multiline)]
    private static partial Regex Shared();
}
