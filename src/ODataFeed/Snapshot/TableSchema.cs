using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>An entity set and its type: name, columns in the order of <c>$metadata</c>, key. Immutable, compared by reference.</summary>
sealed class TableSchema
{
    readonly Dictionary<string, int> _ordinals;

    public TableSchema(string name, string title, string description, IReadOnlyList<ColumnSchema> columns, IReadOnlyList<string> key)
    {
        Name = name;
        Title = title;
        Description = description;
        Columns = columns;
        Properties = IsOpen ? [.. columns.SkipLast(1)] : columns;
        _ordinals = columns.Select((column, ordinal) => (column.Name, ordinal)).ToDictionary(pair => pair.Name, pair => pair.ordinal, StringComparer.Ordinal);
        Key = [.. key.Select(Ordinal)];
    }

    /// <summary>The entity set and entity type name.</summary>
    public string Name { get; }

    public string Title { get; }

    public string Description { get; }

    /// <summary>What a reader should know before trusting or summing the numbers; empty where nothing is special.</summary>
    public string LongDescription { get; init; } = "";

    /// <summary>The report the rows come from; null for the system sets.</summary>
    public Report? Report { get; init; }

    /// <summary>How the rows are made of those of <see cref="Report"/>; null where they are the report's own.</summary>
    public CatalogView? View { get; init; }

    /// <summary>The properties that lead to rows of other sets.</summary>
    public IReadOnlyList<NavigationSchema> Navigations { get; init; } = [];

    /// <summary>Reading it takes the personal-data right.</summary>
    public bool Personal { get; init; }

    /// <summary>The columns of the rows: one for each declared property, and of an open type one for the others of a row.</summary>
    public IReadOnlyList<ColumnSchema> Columns { get; }

    /// <summary>The columns that are properties, as <c>$metadata</c> declares them.</summary>
    public IReadOnlyList<ColumnSchema> Properties { get; }

    /// <summary>Rows may have properties that are not declared; the last column holds them, see <see cref="DynamicProperties"/>.</summary>
    public bool IsOpen => Columns is [.., var last] && ReferenceEquals(last, DynamicProperties.Schema);

    /// <summary>The ordinals of the key columns, in key order.</summary>
    public IReadOnlyList<int> Key { get; }

    /// <summary>The ordinal of a column, or -1.</summary>
    public int Find(string column) => _ordinals.GetValueOrDefault(column, -1);

    /// <summary>A navigation property; null where there is none of that name.</summary>
    public NavigationSchema? Navigation(string name) => Navigations.FirstOrDefault(navigation => navigation.Name == name);

    /// <summary>The ordinal of a column that must exist.</summary>
    public int Ordinal(string column) =>
        _ordinals.TryGetValue(column, out var ordinal) ? ordinal : throw new ArgumentException($"Set {Name} has no column '{column}'.", nameof(column));

    /// <summary>The same set without the properties that lead to some others; itself where it has none such.</summary>
    public TableSchema WithoutNavigationTo(Predicate<string> isWithheld) =>
        !Navigations.Any(navigation => isWithheld(navigation.Target)) ? this : With(Columns, [.. Navigations.Where(navigation => !isWithheld(navigation.Target))]);

    /// <summary>The same set of an open type; itself where it is one.</summary>
    public TableSchema Opened() => IsOpen ? this : With([.. Columns, DynamicProperties.Schema], Navigations);

    TableSchema With(IReadOnlyList<ColumnSchema> columns, IReadOnlyList<NavigationSchema> navigations) =>
        new(Name, Title, Description, columns, [.. Key.Select(ordinal => Columns[ordinal].Name)])
        {
            LongDescription = LongDescription,
            Report = Report,
            View = View,
            Personal = Personal,
            Navigations = navigations,
        };

    /// <summary>The set of a report: a trend's merged days, or a period report's newest refresh.</summary>
    public static TableSchema Of(Report report) => Of(report, report.EntitySet, report.Title);

    /// <summary>The set that keeps every refresh of a period report.</summary>
    public static TableSchema OfHistory(Report report) =>
        Of(report, report.HistorySet ?? throw new ArgumentException($"Report {report.Function} has no history set.", nameof(report)), $"{report.Title}, every refresh kept");

    /// <summary>The set of a view over a report.</summary>
    public static TableSchema Of(Report report, CatalogView view)
    {
        ColumnSchema[] columns =
        [
            .. report.Key.Select(report.Column).Select(column => new ColumnSchema(column.Name, column.Type, false, column.Description)),
            new ColumnSchema(view.NameProperty, ColumnType.String, false, view.NameDescription),
            .. view.Values.Select(value => new ColumnSchema(value.Property, ColumnType.Int64, true, value.Description)),
        ];
        return new TableSchema(view.EntitySet, view.Title, view.Description, columns, [.. report.Key, view.NameProperty])
        {
            LongDescription = $"Made of {report.EntitySet}. {string.Join(' ', report.Caveats)}".TrimEnd(),
            Report = report,
            View = view,
            Navigations = NavigationSchema.Of(columns),
        };
    }

    /// <summary>The set that keeps a row per entity and day of a report that takes a date.</summary>
    public static TableSchema OfByDay(Report report)
    {
        var day = new ColumnSchema(Report.ReportDate, ColumnType.Date, false, "The day the row is about.");
        var columns = ColumnsOf(report, report.NaturalKey.ToList()).Where(column => column.Name != Report.ReportPeriod);
        return Of(report, ByDayName(report), $"{report.Title}, day by day", [day, .. columns], [Report.ReportDate, .. report.NaturalKey]);
    }

    /// <summary>The rows of one day as Graph's file has them: which day they are about is not among their cells.</summary>
    public static TableSchema OfDay(Report report)
    {
        List<string> key = [.. report.NaturalKey];
        return Of(report, ByDayName(report), report.Title, ColumnsOf(report, key), key);
    }

    static string ByDayName(Report report) =>
        report.ByDaySet ?? throw new ArgumentException($"Report {report.Function} has no by-day set.", nameof(report));

    static TableSchema Of(Report report, string name, string title) => Of(report, name, title, ColumnsOf(report, report.Key), report.Key);

    static ColumnSchema[] ColumnsOf(Report report, IReadOnlyList<string> key) => [.. report.Columns.Select(column => new ColumnSchema(
        column.Name, column.Type, !key.Contains(column.Name), column.Description, column.Personal))];

    static TableSchema Of(Report report, string name, string title, ColumnSchema[] columns, IReadOnlyList<string> key) =>
        new(name, title, report.Description, columns, key)
        {
            LongDescription = string.Join(' ', report.Caveats),
            Report = report,
            Personal = report.Detail,
            Navigations = NavigationSchema.Of(columns),
        };
}
