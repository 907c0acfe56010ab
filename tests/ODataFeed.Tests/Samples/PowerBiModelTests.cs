using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace ODataFeed.Tests.Samples;

/// <summary>
/// The semantic model of the Power BI project: TMDL, M and DAX refer to things that exist, and what Power BI would ask of the feed is
/// answered. Power BI itself is not here.
/// </summary>
[Collection(SampleFeed.Name)]
public sealed partial class PowerBiModelTests(SampleFeed feed)
{
    static readonly PowerBiModel Model = PowerBiModel.Read();

    /// <summary>The instants that a partition for the year 2026 has, as <c>Date.From</c> makes days of them.</summary>
    static readonly Dictionary<string, string> Year = new() { ["Date.From(RangeStart)"] = "2026-01-01", ["Date.From(RangeEnd)"] = "2027-01-01" };

    [Fact]
    public void TheModelNamesEveryTable()
    {
        Assert.Equal(Model.Tables.Keys.Select(name => "table " + name).Order(), Model.ModelFile.Where(item => item.Kind == "ref").Select(item => item.Name).Order());
        Assert.InRange(Model.Tables.Count, 10, 30);
        Assert.Equal("powerBI_V3", Model.Model.Properties["defaultPowerBIDataSourceVersion"]);
        Assert.True(int.Parse(Model.Database.Single().Properties["compatibilityLevel"]) >= 1601);
        var order = Model.ModelFile.Single(item => item is { Kind: "annotation", Name: "PBI_QueryOrder" }).Expression;
        Assert.Equal(Model.Parameters.Select(parameter => parameter.Name).Concat(Model.Tables.Keys).Order(), JsonSerializer.Deserialize<string[]>(order)!.Order());
    }

    [Fact]
    public void EveryColumnIsAPropertyOfItsSetWithTheMatchingType()
    {
        foreach (var table in Model.Tables.Values)
        {
            var (set, columns, _) = FoldedQuery.Of(table.Of("partition").Single().Properties["source"], Year);
            var properties = feed.Metadata.Find(set);
            Assert.True(properties is not null, $"{table.Name}: the feed has no set {set}.");
            Assert.Equal(columns.Order(), table.Of("column").Select(column => column.Properties["sourceColumn"]).Order());
            foreach (var column in table.Of("column"))
            {
                var type = properties.GetValueOrDefault(column.Properties["sourceColumn"]);
                Assert.True(TypeOf(type) == column.Properties["dataType"], $"{table.Name}.{column.Name} is {column.Properties["dataType"]}, but {type} in {set}.");
            }
        }
    }

    [Fact]
    public void APolicyReadsWhatItsTableReads()
    {
        var policed = Model.Tables.Values.Where(table => table.Of("refreshPolicy").Any()).ToList();
        Assert.InRange(policed.Count, 5, 20);
        Assert.All(policed, table =>
        {
            var m = table.Of("partition").Single().Properties["source"];
            Assert.Equal(m, table.Of("refreshPolicy").Single().Properties["sourceExpression"]);

            // One bound inclusive: a day is in one partition only.
            Assert.Contains("each [ReportDate] >= Date.From(RangeStart) and [ReportDate] < Date.From(RangeEnd)", m, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void TheParametersAreThoseOfIncrementalRefresh()
    {
        Assert.Equal(["ServiceRoot", "RangeStart", "RangeEnd"], Model.Parameters.Select(parameter => parameter.Name));
        Assert.StartsWith($"\"{SampleFeed.WrittenSite}/odata/\" meta [", Model.Parameters[0].Expression, StringComparison.Ordinal);
        Assert.All(Model.Parameters.Skip(1), parameter => Assert.Matches(@"^#datetime\([\d, ]+\) meta \[IsParameterQuery = true, Type = ""DateTime""", parameter.Expression));
    }

    [Fact]
    public async Task WhatAQueryFoldsToIsAnswered()
    {
        foreach (var (name, m) in Model.Queries)
        {
            var (_, columns, url) = FoldedQuery.Of(m, Year);
            using var request = PowerQueryRequest(SampleUrl.Encode(feed.Root + url));
            using var answer = await feed.Client.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{name}: {url}: {answer.StatusCode} {body}");
            Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal(["4.0"], answer.Headers.GetValues("OData-Version"));
            Assert.Equal(["omit-values=nulls"], answer.Headers.GetValues("Preference-Applied"));
            using var json = JsonDocument.Parse(body);
            var names = json.RootElement.GetProperty("value").EnumerateArray().SelectMany(row => row.EnumerateObject()).Select(property => property.Name).Where(property => !property.Contains('@'));
            Assert.Equal(columns.Order(), names.Distinct().Order());
        }
    }

    [FactNeeding(Programs.Node, Programs.Npm)]
    public async Task MicrosoftsParserTakesEveryQuery()
    {
        var documents = Model.Queries.Select(query => ($"{query.Name}.m", query.M)).Concat(Model.Parameters.Select(parameter => ($"{parameter.Name}.m", parameter.Expression)));
        Assert.Empty(await PowerQueryParser.ErrorsAsync(documents));
    }

    [Fact]
    public void RelationshipsJoinColumnsThatExist()
    {
        foreach (var relationship in Model.Relationships)
        {
            Assert.Equal("relationship", relationship.Kind);
            var (from, to) = (Ends(relationship, "fromColumn"), Ends(relationship, "toColumn"));
            Assert.Equal(from.Column.Properties["dataType"], to.Column.Properties["dataType"]);
            Assert.True(to.Column.Properties.ContainsKey("isKey"), $"{relationship.Properties["toColumn"]} is no key.");
        }

        Assert.Equal(Model.Relationships.Count, Model.Relationships.Select(relationship => relationship.Properties["fromColumn"]).Distinct().Count());
    }

    /// <summary>A value without its row on the one side makes a blank member in every chart.</summary>
    [Fact]
    public async Task EveryValueHasItsRowOnTheOneSide()
    {
        foreach (var relationship in Model.Relationships)
        {
            var known = await ValuesAsync(Ends(relationship, "toColumn"));
            Assert.Empty((await ValuesAsync(Ends(relationship, "fromColumn"))).Except(known));
        }
    }

    [Fact]
    public void MeasuresAndSortsNameWhatExists()
    {
        var measures = Model.Tables.Values.SelectMany(table => table.Of("measure")).Select(measure => measure.Name).ToList();
        Assert.Equal(measures.Count, measures.Distinct().Count());
        Assert.Contains("Active rate", measures);
        Assert.Contains("Activation rate", measures);
        foreach (var (table, measure) in Model.Tables.Values.SelectMany(table => table.Of("measure").Select(measure => (table.Name, measure))))
        {
            Assert.Null(Model.Column(table, measure.Name));
            CheckDax($"{table}[{measure.Name}]", DaxText().Replace(measure.Expression, ""), measures);
        }

        foreach (var (table, column) in Model.Tables.Values.SelectMany(table => table.Of("column").Select(column => (table.Name, column))))
            Assert.True(!column.Properties.TryGetValue("sortByColumn", out var by) || Model.Column(table, by) is not null, $"{table}.{column.Name} sorts by {by}.");
        foreach (var table in Model.Tables.Values)
            Assert.All(table.Of("hierarchy").SelectMany(hierarchy => hierarchy.Of("level")), level => Assert.NotNull(Model.Column(table.Name, level.Properties["column"])));
    }

    [Fact]
    public void TagsAreUnique()
    {
        var tags = Model.Tables.Values.SelectMany(Everything).Concat(Model.Parameters)
            .Select(item => item.Properties.GetValueOrDefault("lineageTag")).OfType<string>()
            .Concat(Model.Relationships.Select(relationship => relationship.Name)).ToList();
        Assert.All(tags, tag => Guid.Parse(tag));
        Assert.Equal(tags.Count, tags.Distinct().Count());
    }

    [Theory]
    [InlineData("table A\n  column B\n", "expected tabs")]
    [InlineData("table A\n\t\tcolumn B\n", "found 2 tabs, expected 1")]
    [InlineData("table A\n\tcolumn B C\n", "neither a property nor an object")]
    [InlineData("table A\n\twidget B\n", "no object")]
    [InlineData("table A\n\tmeasure M =\n\t\tformatString: 0\n", "expected an expression")]
    [InlineData("table A\n\tlineageTag: x\n\tlineageTag: y\n", "there already")]
    [InlineData("table A.B\n", "in quotes")]
    public void WhatIsNoTmdlIsFound(string text, string why)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, text);
        Assert.Contains(why, Assert.Throws<InvalidDataException>(() => Tmdl.Read(file)).Message, StringComparison.Ordinal);
        File.Delete(file);
    }

    /// <summary>What Excel and Power BI were seen to send (July 2026), and the preference that OmitValues adds.</summary>
    static HttpRequestMessage PowerQueryRequest(string url)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("User-Agent", "Microsoft.Data.Mashup (https://go.microsoft.com/fwlink/?LinkID=304225)");
        request.Headers.TryAddWithoutValidation("MaxDataServiceVersion", "3.0");
        request.Headers.TryAddWithoutValidation("OData-MaxVersion", "4.0");
        request.Headers.TryAddWithoutValidation("Prefer", "omit-values=nulls");
        request.Headers.TryAddWithoutValidation(
            "Accept",
            "application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;q=0.9,application/atomsvc+xml;q=0.8,application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7");
        return request;
    }

    static IEnumerable<TmdlObject> Everything(TmdlObject item) => item.Children.SelectMany(Everything).Prepend(item);

    static (string Table, TmdlObject Column) Ends(TmdlObject relationship, string property)
    {
        var names = Tmdl.Names(relationship.Properties[property]);
        return (names[0], Model.Column(names[0], names[1]) ?? throw new InvalidDataException($"{relationship.Properties[property]} does not exist."));
    }

    async Task<IReadOnlyList<string>> ValuesAsync((string Table, TmdlObject Column) end)
    {
        var (set, _, _) = FoldedQuery.Of(Model.Tables[end.Table].Of("partition").Single().Properties["source"], Year);
        var (status, body) = await feed.GetAsync($"{feed.Root}{set}?$apply=groupby(({end.Column.Properties["sourceColumn"]}))&$format=application/json;odata.metadata=none");
        Assert.True(status == 200, body);
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.GetProperty("value").EnumerateArray().Select(row => row.EnumerateObject().First().Value.ToString())];
    }

    static void CheckDax(string measure, string dax, List<string> measures)
    {
        Assert.Equal(dax.Count(c => c == '('), dax.Count(c => c == ')'));
        foreach (Match reference in DaxReference().Matches(dax))
        {
            var (table, name) = (reference.Groups["table"].Value.Trim('\''), reference.Groups["name"].Value);
            Assert.True(table.Length == 0 ? measures.Contains(name) : Model.Column(table, name) is not null, $"{measure} names {reference.Value}.");
        }

        foreach (Match table in QuotedTable().Matches(dax))
            Assert.True(Model.Tables.ContainsKey(table.Groups["table"].Value), $"{measure} names {table.Value}.");
    }

    static string? TypeOf(string? edm) => edm switch
    {
        "Edm.Date" or "Edm.DateTimeOffset" => "dateTime",
        "Edm.Int32" or "Edm.Int64" => "int64",
        "Edm.Decimal" or "Edm.Double" => "double",
        "Edm.Boolean" => "boolean",
        "Edm.String" => "string",
        _ => null,
    };

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex DaxText();

    [GeneratedRegex(@"(?<table>'[^']+'|\w+)?\[(?<name>[^\]]+)\]")]
    private static partial Regex DaxReference();

    [GeneratedRegex("'(?<table>[^']+)'")]
    private static partial Regex QuotedTable();
}
