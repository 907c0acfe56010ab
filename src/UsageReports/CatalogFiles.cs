namespace UsageReports;

static class CatalogFiles
{
    public static IReadOnlyList<Report> Read(string? folder) => folder is null ? [] : throw new CatalogException(folder);
}
