using System.Text.Json;
using Xunit;

namespace ODataFeed.Tests.Samples;

/// <summary>
/// The report of the Power BI project (PBIR). Its files were validated against the schemas that they name when they were written; here
/// they are held to each other and to the model.
/// </summary>
public sealed class PowerBiReportTests
{
    const string Schemas = "https://developer.microsoft.com/json-schemas/fabric/";

    static readonly PowerBiModel Model = PowerBiModel.Read();
    static readonly string Definition = Path.Combine(PowerBiModel.Project, "UsageReports.Report/definition");

    /// <summary>What the visual needs to draw.</summary>
    static readonly Dictionary<string, string[]> Roles = new()
    {
        ["card"] = ["Values"],
        ["slicer"] = ["Values"],
        ["tableEx"] = ["Values"],
        ["lineChart"] = ["Category", "Y"],
        ["areaChart"] = ["Category", "Y"],
        ["barChart"] = ["Category", "Y"],
        ["clusteredBarChart"] = ["Category", "Y"],
        ["clusteredColumnChart"] = ["Category", "Y"],
    };

    [Theory]
    [InlineData("UsageReports.pbip", "pbip/pbipProperties/1.0.0")]
    [InlineData("UsageReports.SemanticModel/.platform", "gitIntegration/platformProperties/2.0.0")]
    [InlineData("UsageReports.SemanticModel/definition.pbism", "item/semanticModel/definitionProperties/1.0.0")]
    [InlineData("UsageReports.Report/.platform", "gitIntegration/platformProperties/2.0.0")]
    [InlineData("UsageReports.Report/definition.pbir", "item/report/definitionProperties/2.0.0")]
    [InlineData("UsageReports.Report/definition/version.json", "item/report/definition/versionMetadata/1.0.0")]
    [InlineData("UsageReports.Report/definition/report.json", "item/report/definition/report/3.0.0")]
    [InlineData("UsageReports.Report/definition/pages/pages.json", "item/report/definition/pagesMetadata/1.0.0")]
    public void AFileNamesItsSchema(string file, string schema) =>
        Assert.Equal($"{Schemas}{schema}/schema.json", Json(Path.Combine(PowerBiModel.Project, file)).GetProperty("$schema").GetString());

    [Fact]
    public void TheProjectLeadsToReportAndModel()
    {
        var report = Json(Path.Combine(PowerBiModel.Project, "UsageReports.pbip")).GetProperty("artifacts")[0].GetProperty("report").GetProperty("path").GetString()!;
        var folder = Path.Combine(PowerBiModel.Project, report);
        var model = Json(Path.Combine(folder, "definition.pbir")).GetProperty("datasetReference").GetProperty("byPath").GetProperty("path").GetString()!;
        Assert.True(File.Exists(Path.Combine(folder, model, "definition.pbism")));
    }

    [Fact]
    public void EveryPageIsInOrderAndNamed()
    {
        var pages = Json(Path.Combine(Definition, "pages/pages.json"));
        var order = pages.GetProperty("pageOrder").EnumerateArray().Select(page => page.GetString()!).ToList();
        Assert.Equal(order.Order(), Directory.EnumerateDirectories(Path.Combine(Definition, "pages")).Select(folder => Path.GetFileName(folder)!).Order());
        Assert.Contains(pages.GetProperty("activePageName").GetString(), order);
        Assert.All(order, name => Assert.Equal(name, Json(Path.Combine(Definition, "pages", name, "page.json")).GetProperty("name").GetString()));
    }

    [Fact]
    public void EveryVisualShowsFieldsOfTheModel()
    {
        var shown = new HashSet<string>();
        foreach (var (file, visual) in Visuals())
        {
            Assert.Equal(Path.GetFileName(Path.GetDirectoryName(file)), visual.GetProperty("name").GetString());
            var drawing = visual.GetProperty("visual");
            var roles = drawing.GetProperty("query").GetProperty("queryState").EnumerateObject().ToList();
            Assert.Superset(Roles[drawing.GetProperty("visualType").GetString()!].ToHashSet(), roles.Select(role => role.Name).ToHashSet());
            foreach (var projection in roles.SelectMany(role => role.Value.GetProperty("projections").EnumerateArray()))
            {
                var field = projection.GetProperty("field").EnumerateObject().Single();
                var entity = field.Value.GetProperty("Expression").GetProperty("SourceRef").GetProperty("Entity").GetString()!;
                var property = field.Value.GetProperty("Property").GetString()!;
                Assert.True((field.Name == "Measure" ? Model.Measure(entity, property) : Model.Column(entity, property)) is not null, $"{file}: no {field.Name} {entity}.{property}.");
                Assert.Equal($"{entity}.{property}", projection.GetProperty("queryRef").GetString());
                if (field.Name == "Measure")
                    shown.Add(property);
            }
        }

        Assert.InRange(shown.Count, 15, 60);
    }

    [Fact]
    public void VisualsStandWithinTheirPageAndApart()
    {
        foreach (var page in Visuals().GroupBy(visual => Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(visual.File)))!))
        {
            var size = Json(Path.Combine(page.Key, "page.json"));
            var places = page.Select(visual => Place(visual.Visual.GetProperty("position"))).ToList();
            var (width, height) = (size.GetProperty("width").GetInt32(), size.GetProperty("height").GetInt32());
            foreach (var (index, place) in places.Index())
            {
                Assert.True(place is { Left: >= 0, Top: >= 0 } && place.Right <= width && place.Bottom <= height, $"{page.Key}: {place}");
                Assert.All(places.Skip(index + 1), other => Assert.False(
                    place.Left < other.Right && other.Left < place.Right && place.Top < other.Bottom && other.Top < place.Bottom,
                    $"{page.Key}: {place} and {other}"));
            }
        }
    }

    static IEnumerable<(string File, JsonElement Visual)> Visuals() =>
        Directory.EnumerateFiles(Definition, "visual.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => (file, Json(file)));

    static (int Left, int Top, int Right, int Bottom) Place(JsonElement position)
    {
        var (x, y) = (position.GetProperty("x").GetInt32(), position.GetProperty("y").GetInt32());
        return (x, y, x + position.GetProperty("width").GetInt32(), y + position.GetProperty("height").GetInt32());
    }

    static JsonElement Json(string file) => JsonDocument.Parse(File.ReadAllText(file)).RootElement;
}
