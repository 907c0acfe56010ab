namespace UsageReports;

/// <summary>
/// A set made of a report's own rows by turning columns into rows: a row of the view is a row of the report and a name, such as a
/// product, that the report has in its column headers.
/// </summary>
public sealed record CatalogView
{
    /// <summary>The entity set and type.</summary>
    public required string EntitySet { get; init; }

    /// <summary>A short name for people.</summary>
    public required string Title { get; init; }

    /// <summary>What the view says, in one sentence.</summary>
    public required string Description { get; init; }

    /// <summary>The property that holds the name; the key is that of the report and then this.</summary>
    public required string NameProperty { get; init; }

    /// <summary>What the name is, in one sentence.</summary>
    public required string NameDescription { get; init; }

    /// <summary>The properties that hold the cells. A row exists unless all of them are null.</summary>
    public required IReadOnlyList<CatalogViewValue> Values { get; init; }

    /// <summary>Names that get no rows, such as a total over all others.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>The names, in the order of the report's columns: headers of whole numbers without the suffix of a value.</summary>
    public IReadOnlyList<string> Names(Report report) =>
        [.. Sources(report).SelectMany(column => Values.Select(value => value.NameIn(column.Header))).OfType<string>().Distinct().Except(Except)];

    /// <summary>The report's column that holds a value for a name, or null.</summary>
    public ReportColumn? Source(Report report, CatalogViewValue value, string name) =>
        Sources(report).FirstOrDefault(column => value.NameIn(column.Header) == name);

    IEnumerable<ReportColumn> Sources(Report report) =>
        report.Columns.Where(column => column.Type == ColumnType.Int64 && !column.Generated && !report.Key.Contains(column.Name));
}

/// <summary>A property of a view that holds cells of the report.</summary>
/// <param name="Property">Its name.</param>
/// <param name="Suffix">What a header has after the name where its cells belong here: <c> Active</c>, or nothing.</param>
/// <param name="Description">What the value says, in one sentence.</param>
public sealed record CatalogViewValue(string Property, string Suffix, string Description)
{
    /// <summary>The name in a header, or null where its cells do not belong here.</summary>
    public string? NameIn(string header) =>
        header.Length > Suffix.Length && header.EndsWith(Suffix, StringComparison.Ordinal) ? header[..^Suffix.Length] : null;
}
