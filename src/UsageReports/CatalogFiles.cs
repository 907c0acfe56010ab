using System.Text.Json;

namespace UsageReports;

/// <summary>
/// The definition files: those embedded in this assembly, then those of a folder. A file is
/// <c>{ "service": "…", "reports": [ … ] }</c>; comments and trailing commas are welcome, unknown members are errors.
/// </summary>
static class CatalogFiles
{
    static readonly JsonDocumentOptions Leniency = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
    };

    public static IReadOnlyList<Report> Read(string? folder)
    {
        var names = new CatalogNames();
        var reports = new List<Report>();
        foreach (var file in Embedded())
            reports.AddRange(Read(file, typeof(CatalogFiles).Assembly.GetManifestResourceStream(file)!, names));
        foreach (var file in In(folder))
            reports.AddRange(Read(file, Open(file), names));

        return reports;
    }

    static IEnumerable<string> Embedded() =>
        typeof(CatalogFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    static IEnumerable<string> In(string? folder)
    {
        if (folder is null)
            return [];
        if (!Directory.Exists(folder))
            throw new CatalogException($"Catalog folder '{folder}' does not exist. Name a folder of *.json files, or none.");
        return Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal);
    }

    static FileStream Open(string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CatalogException($"{file}: cannot be read. {fault.Message}", fault);
        }
    }

    static List<Report> Read(string file, Stream content, CatalogNames names)
    {
        using (content)
        {
            using var json = Parse(file, content);
            var reports = ReportDefinition.Read(new DefinitionObject(json.RootElement, file)).ToList();
            foreach (var report in reports)
            {
                if ((ReportRules.FirstFault(report) ?? names.Claim(report, file)) is { } fault)
                    throw new CatalogException($"{file}, report {report.Function}: {fault}");
            }

            return reports;
        }
    }

    static JsonDocument Parse(string file, Stream content)
    {
        try
        {
            return JsonDocument.Parse(content, Leniency);
        }
        catch (JsonException fault)
        {
            throw new CatalogException($"{file}: is not valid JSON. {fault.Message}", fault);
        }
    }
}
