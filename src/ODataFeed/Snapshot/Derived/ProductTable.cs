using UsageReports;

namespace ODataFeed.Snapshot.Derived;

/// <summary>The set <c>Products</c>: services that are used, and products that are licensed.</summary>
static class ProductTable
{
    const string Service = "Service";
    const string License = "License";

    /// <summary>The column that names licensed products.</summary>
    public const string ProductType = "ProductType";

    const string ServicesView = "ActiveUsersByProduct";

    /// <summary>The set, its properties as they stand in the feed.</summary>
    public static TableSchema Schema { get; } = new(
        "Products",
        "Products",
        "The products that reports tell apart by name.",
        [
            new("Name", ColumnType.String, false, "The name, as the reports write it."),
            new("Kind", ColumnType.String, true, "Service: a product whose use is reported. License: a product that is licensed and activated."),
        ],
        ["Name"]);

    /// <summary>Whether the rows of a set tell of licensed products.</summary>
    public static bool IsSource(TableSchema schema) =>
        schema is { Report: not null, View: null } && schema.Find(ProductType) is >= 0 and var ordinal && schema.Columns[ordinal].Type == ColumnType.String;

    /// <summary>The products of the catalog, and those in the tables.</summary>
    public static Table Of(FeedModel model, IEnumerable<Table> sources)
    {
        var builder = new TableBuilder(Schema);
        foreach (var name in sources.SelectMany(source => Names((TextColumn)source[ProductType])))
            builder.Add(name, License);

        // For one name the last row counts: a service stays one, whatever licences are called.
        if (model.Find(ServicesView) is { Report: { } report, View: { } view })
        {
            foreach (var name in view.Names(report))
                builder.Add(name, Service);
        }

        return DownloadedRows.Of(builder.Build()).Table;
    }

    static IEnumerable<string> Names(TextColumn column) =>
        Enumerable.Range(1, column.Dictionary.Count).Select(column.Dictionary.Text).Where(name => name.Length > 0);
}
