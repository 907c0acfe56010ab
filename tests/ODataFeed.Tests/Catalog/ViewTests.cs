using UsageReports;
using Xunit;

namespace ODataFeed.Tests.Catalog;

/// <summary>Views are data: a definition file may declare one over its own report.</summary>
public sealed class ViewTests
{
    const string Kiosks = """
        {
          "service": "Contoso",
          "reports": [
            {
              "function": "getContosoKioskCounts", "title": "Kiosks", "description": "Kiosks per day.", "shape": "Trend", "key": ["ReportDate"],
              "views": [VIEW],
              "columns": [
                { "header": "Report Date", "type": "Date", "description": "The day." },
                { "header": "North Open", "type": "Int64", "description": "A." },
                { "header": "North Shut", "type": "Int64", "description": "B." },
                { "header": "South Open", "type": "Int64", "description": "C." }
              ]
            }
          ]
        }
        """;

    [Fact]
    public void TheViewsOfTheCatalogAreThree() =>
        Assert.Equal(
            ["Office365ActivationCounts ActivationsByPlatform", "Office365ActiveUserCounts ActiveUsersByProduct", "Office365ServicesUserCounts ServiceUsersByProduct"],
            Reports.Catalog.Reports.SelectMany(report => report.Views, (report, view) => $"{report.EntitySet} {view.EntitySet}"));

    [Fact]
    public void AFileOfTheFolderMayDeclareAView()
    {
        var report = Load("""{ "entitySet": "KiosksByPlace", "title": "T", "description": "D.", "name": "Place", "nameDescription": "P.", "values": [{ "property": "Open", "suffix": " Open", "description": "O." }] }""").Reports[^1];

        Assert.Equal(["North", "South"], report.Views[0].Names(report));
        Assert.Equal("NorthOpen", report.Views[0].Source(report, report.Views[0].Values[0], "North")!.Name);
    }

    [Theory]
    [InlineData("Dates", "Place", "Open", " Open", "entity set 'Dates' already belongs to the feed itself; a definition adds a report, it replaces none.")]
    [InlineData("ActiveUsersByProduct", "Place", "Open", " Open", "entity set 'ActiveUsersByProduct' already belongs to report getOffice365ActiveUserCounts of microsoft-365.json; a definition adds a report, it replaces none.")]
    [InlineData("Kiosks-By", "Place", "Open", " Open", "view Kiosks-By: found the name 'Kiosks-By'; legal is a letter, then letters and digits.")]
    [InlineData("V", "Place", "place", " Open", "view V: two properties have the name 'Place'; case does not tell them apart.")]
    [InlineData("V", "ReportDate", "Open", " Open", "view V: two properties have the name 'ReportDate'; case does not tell them apart.")]
    [InlineData("V", "Place", "Open", " Closed", "view V: no column of type Int64 has a header with a suffix of the values.")]
    public void AWrongViewIsRefused(string set, string name, string property, string suffix, string message)
    {
        var view = $$"""{ "entitySet": "{{set}}", "title": "T", "description": "D.", "name": "{{name}}", "nameDescription": "P.", "values": [{ "property": "{{property}}", "suffix": "{{suffix}}", "description": "O." }] }""";

        Assert.Equal("kiosks.json, report getContosoKioskCounts: " + message, Assert.Throws<CatalogException>(() => Load(view)).Message.Split('/', '\\')[^1]);
    }

    [Fact]
    public void ANameNeedsAColumnForEveryValue()
    {
        const string View = """{ "entitySet": "V", "title": "T", "description": "D.", "name": "Place", "nameDescription": "P.", "values": [{ "property": "Open", "suffix": " Open", "description": "O." }, { "property": "Shut", "suffix": " Shut", "description": "S." }] }""";

        Assert.EndsWith("view V: 'South' has no column for Shut: the header 'South Shut' is missing.", Assert.Throws<CatalogException>(() => Load(View)).Message, StringComparison.Ordinal);
    }

    static ReportCatalog Load(string view)
    {
        using var folder = new DefinitionFolder().Write("kiosks.json", Kiosks.Replace("VIEW", view, StringComparison.Ordinal));
        return ReportCatalog.Load(folder.Path);
    }
}
