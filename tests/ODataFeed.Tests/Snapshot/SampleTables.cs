using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Tests.Snapshot;

/// <summary>Small schemas and random cells for tests of tables and queries.</summary>
static class SampleTables
{
    /// <summary>A column of every type, keyed by <c>Id</c>; all others are nullable.</summary>
    public static TableSchema AllTypes { get; } = new(
        "Things",
        "Things",
        "One column of every type",
        [
            new ColumnSchema("Id", ColumnType.Int32, false, "Key"),
            new ColumnSchema("Name", ColumnType.String, true, "Text"),
            new ColumnSchema("Flag", ColumnType.Boolean, true, "Flag"),
            new ColumnSchema("Small", ColumnType.Int32, true, "Small number"),
            new ColumnSchema("Big", ColumnType.Int64, true, "Number"),
            new ColumnSchema("Price", ColumnType.Decimal, true, "Decimal"),
            new ColumnSchema("Day", ColumnType.Date, true, "Day"),
            new ColumnSchema("Stamp", ColumnType.DateTimeOffset, true, "Instant"),
            new ColumnSchema("Span", ColumnType.Duration, true, "Duration"),
        ],
        ["Id"]);

    static readonly string[] Texts = ["", "a", "B", "b", "Zoë", "O'Neil", "x,y", "\"quoted\"", "back\\slash", "tab\there", "naïve", "日本", "\uFFFD", "😀", "😀a", "ab", "abc", "100%"];

    static readonly long[] Extremes = [0, 1, -1, 255, 256, 65_535, 65_536, long.MaxValue, long.MinValue, 27_487_790_694_400];

    /// <summary>A random cell; a third are null, extremes are frequent.</summary>
    public static object? Cell(Random random, ColumnType type) => random.Next(3) == 0 ? null : type switch
    {
        ColumnType.String => Texts[random.Next(Texts.Length)],
        ColumnType.Boolean => random.Next(2) == 0,
        ColumnType.Int32 => random.Next(-5, 20),
        ColumnType.Int64 => random.Next(2) == 0 ? random.Next(-50, 50) : Extremes[random.Next(Extremes.Length)],
        ColumnType.Decimal => decimal.Round((decimal)((random.NextDouble() * 200) - 100), random.Next(4)),
        ColumnType.Date => new DateOnly(2026, 1, 1).AddDays(random.Next(400)),
        ColumnType.DateTimeOffset => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(40_000_000)),
        ColumnType.Duration => TimeSpan.FromSeconds(random.Next(100_000)),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>Rows with ids 1, 2, … and random cells.</summary>
    public static (Table Table, List<object?[]> Rows) Random(Random random, int count)
    {
        var builder = new TableBuilder(AllTypes);
        var rows = new List<object?[]>();
        for (var id = 1; id <= count; id++)
        {
            object?[] row = [id, .. AllTypes.Columns.Skip(1).Select(column => Normal(Cell(random, column.Type), column.Type))];
            rows.Add(row);
            builder.Add(row);
        }

        return (builder.Build(), rows);
    }

    /// <summary>The cells of a table, row by row.</summary>
    public static List<object?[]> RowsOf(Table table) =>
        [.. Enumerable.Range(0, table.Count).Select(row => table.Columns.Select(column => column.GetObject(row)).ToArray())];

    static object? Normal(object? cell, ColumnType type) => type == ColumnType.Int64 && cell is int number ? (long)number : cell;
}
