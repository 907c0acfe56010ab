namespace UsageReports;

/// <summary>
/// Makes reports of a definition file. What a file may leave out, and what then holds, stands here and nowhere else.
/// </summary>
static class ReportDefinition
{
    static readonly IReadOnlyList<string> Csv = ["csv"];
    static readonly IReadOnlyList<string> CsvAndJson = ["csv", "json"];

    public static IEnumerable<Report> Read(DefinitionObject file)
    {
        var service = file.Text("service");
        foreach (var definition in file.Objects("reports", "report", "function"))
            yield return Report(definition, service);
        file.RefuseOthers();
    }

    static Report Report(DefinitionObject definition, string service)
    {
        var periods = definition.Texts("periods", []);
        var v1Formats = definition.Texts("v1", Csv);
        var betaFormats = definition.Texts("beta", CsvAndJson);
        var hasJson = v1Formats.Contains("json") || betaFormats.Contains("json");
        var report = new Report
        {
            Function = definition.Text("function"),
            LegacyName = definition.OptionalText("legacyName"),
            Service = service,
            Title = definition.Text("title"),
            Description = definition.Text("description"),
            Caveats = definition.Texts("caveats", []),
            Retired = definition.OptionalText("retired"),
            Shape = definition.OneOf<ReportShape>("shape"),
            Key = definition.Texts("key"),
            Detail = definition.Flag("detail"),
            Periods = periods,
            Fetch = definition.Texts("fetch", periods),
            ByDay = definition.Flag("byDay"),
            Path = definition.OptionalText("path") ?? "/reports",
            V1Formats = v1Formats,
            BetaFormats = betaFormats,
            Inline = definition.Flag("inline"),
            Columns = definition.Objects("columns", "column", "header").Select(column => Column(column, hasJson)).ToList(),
            Views = definition.Has("views") ? definition.Objects("views", "view", "entitySet").Select(View).ToList() : [],
        };
        definition.RefuseOthers();
        return report;
    }

    static ReportColumn Column(DefinitionObject definition, bool hasJson)
    {
        var header = definition.Text("header");
        var name = PropertyNames.FromHeader(header);
        var column = new ReportColumn
        {
            Name = name,
            Header = header,
            Type = definition.OneOf("type", except: [ColumnType.Double, ColumnType.TimeOfDay]),
            Aliases = definition.Texts("aliases", []),
            Json = definition.Has("json") ? definition.OptionalText("json") : hasJson ? CamelCase(name) : null,
            Description = definition.Text("description"),
            Personal = definition.Flag("personal"),
            YesNo = definition.Flag("yesNo"),
            Generated = definition.Flag("generated"),
            BetaOnly = definition.Flag("betaOnly"),
            SecondVersionOnly = definition.Flag("secondVersionOnly"),
        };
        definition.RefuseOthers();
        return column;
    }

    static CatalogView View(DefinitionObject definition)
    {
        var view = new CatalogView
        {
            EntitySet = definition.Text("entitySet"),
            Title = definition.Text("title"),
            Description = definition.Text("description"),
            NameProperty = definition.Text("name"),
            NameDescription = definition.Text("nameDescription"),
            Values = definition.Objects("values", "value", "property").Select(Value).ToList(),
            Except = definition.Texts("except", []),
        };
        definition.RefuseOthers();
        return view;
    }

    static CatalogViewValue Value(DefinitionObject definition)
    {
        var value = new CatalogViewValue(definition.Text("property"), definition.OptionalText("suffix") ?? "", definition.Text("description"));
        definition.RefuseOthers();
        return value;
    }

    static string CamelCase(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];
}
