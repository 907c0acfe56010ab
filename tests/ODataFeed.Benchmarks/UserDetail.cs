using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Benchmarks;

/// <summary>Rows of the active user detail report: unique names, repeating licences, dates with gaps. The same in every run.</summary>
static class UserDetail
{
    public const string Set = "Office365ActiveUserDetail";

    static readonly DateOnly Newest = new(2026, 10, 30);

    public static Report Report { get; } = ReportCatalog.Load().Find(Set)!;

    public static Table Table(int count)
    {
        var schema = TableSchema.Of(Report);
        var builder = new TableBuilder(schema);
        foreach (var row in Rows(schema, count))
        {
            for (var i = 0; i < row.Length; i++)
                builder.Columns[i].AppendObject(row[i]);
        }

        return builder.Build();
    }

    /// <summary>All columns of a table as an answer has them.</summary>
    public static List<OutputColumn> Columns(Table table) =>
        [.. table.Schema.Columns.Select((column, ordinal) => new OutputColumn(column.Name, EdmTypes.Of(column.Type), ordinal))];

    /// <summary>The cells of each row as objects.</summary>
    public static IEnumerable<object?[]> Rows(TableSchema schema, int count)
    {
        var random = new Random(1);
        for (var row = 0; row < count; row++)
        {
            var cells = new object?[schema.Columns.Count];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = Cell(schema.Columns[i], row, random);
            yield return cells;
        }
    }

    static object? Cell(ColumnSchema column, int row, Random random) => column.Type switch
    {
        ColumnType.String when column.Name == "AssignedProducts" => $"MICROSOFT 365 E{random.Next(3, 6)}+POWER BI (FREE)",
        ColumnType.String when column.Name == "DisplayName" => $"Name{row % 90_000} Surname{row % 70_001}",
        ColumnType.String => $"user{row:D7}@contoso.com",
        ColumnType.Boolean => random.Next(2) == 0,
        ColumnType.Date => !column.Nullable ? Newest : random.Next(4) == 0 ? null : Newest.AddDays(-random.Next(180)),
        _ => 30,
    };
}
