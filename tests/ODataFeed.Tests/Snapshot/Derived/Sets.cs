using System.Globalization;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;

namespace ODataFeed.Tests.Snapshot.Derived;

/// <summary>The feed's sets, rows for them written by column name, and tables printed a row a line.</summary>
static class Sets
{
    public static FeedModel Model { get; } = FeedModel.Of(Reports.Catalog.Reports, [], ReportsTable.Schema, RefreshLog.Schema);

    /// <summary>A table of a set; a row is <c>Column=cell; …</c>, columns not named are null or, in the key, zero or empty.</summary>
    public static Table Table(string set, params string[] rows)
    {
        var schema = Model.Find(set)!;
        var builder = new TableBuilder(schema);
        foreach (var row in rows)
        {
            var cells = row.Split("; ").Select(cell => cell.Split('=', 2)).ToDictionary(cell => cell[0], cell => cell[1]);
            builder.Add([.. schema.Columns.Select(column => cells.Remove(column.Name, out var text) ? Cell(column, text) : column.Nullable ? null : Nothing(column))]);
            if (cells.Count > 0)
                throw new ArgumentException($"{set} has no {string.Join(", ", cells.Keys)}.", nameof(rows));
        }

        return DownloadedRows.Of(builder.Build()).Table;
    }

    /// <summary>The rows of some columns, or of all.</summary>
    public static string[] Print(Table table, params string[] columns) =>
        [.. Enumerable.Range(0, table.Count).Select(row => string.Join(" | ", Named(table, columns).Select(column => Print(column.GetObject(row)))))];

    static IEnumerable<Column> Named(Table table, string[] columns) => columns.Length == 0 ? table.Columns : columns.Select(name => table[name]);

    static string Print(object? cell) => cell is DateOnly day ? day.ToString("o", CultureInfo.InvariantCulture) : Convert.ToString(cell ?? "null", CultureInfo.InvariantCulture)!;

    static object? Cell(ColumnSchema column, string text) => column.Type switch
    {
        UsageReports.ColumnType.String => text,
        UsageReports.ColumnType.Boolean => bool.Parse(text),
        UsageReports.ColumnType.Date => DateOnly.Parse(text, CultureInfo.InvariantCulture),
        UsageReports.ColumnType.Int32 => int.Parse(text, CultureInfo.InvariantCulture),
        UsageReports.ColumnType.Int64 => long.Parse(text, CultureInfo.InvariantCulture),
        UsageReports.ColumnType.DateTimeOffset => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Type, null),
    };

    static object Nothing(ColumnSchema column) => column.Type == UsageReports.ColumnType.String ? "" : NumberCell.ToObject(column.Type, 0);
}
