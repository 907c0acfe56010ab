using System.Text.Json;
using ODataFeed.Snapshot;

namespace ODataFeed.Benchmarks;

/// <summary>A row as a hand-written service would keep it: an object with typed properties, in an array.</summary>
sealed class UserRow
{
    public required DateOnly ReportRefreshDate { get; init; }

    public required string UserPrincipalName { get; init; }

    public required string? DisplayName { get; init; }

    public required string? AssignedProducts { get; init; }

    /// <summary>The flags of the report, in its order.</summary>
    public required bool?[] Flags { get; init; }

    /// <summary>The dates of the report but the refresh date, in its order.</summary>
    public required DateOnly?[] Dates { get; init; }

    public required int ReportPeriod { get; init; }

    static readonly JsonEncodedText[] FlagNames = Names(UsageReports.ColumnType.Boolean);
    static readonly JsonEncodedText[] DateNames = Names(UsageReports.ColumnType.Date);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        Write(json, "ReportRefreshDate", ReportRefreshDate);
        json.WriteString("UserPrincipalName"u8, UserPrincipalName);
        json.WriteString("DisplayName"u8, DisplayName);
        for (var i = 0; i < Flags.Length; i++)
            json.WriteBoolean(FlagNames[i], Flags[i] ?? false);
        for (var i = 0; i < Dates.Length; i++)
            Write(json, DateNames[i].Value, Dates[i]);
        json.WriteString("AssignedProducts"u8, AssignedProducts);
        json.WriteNumber("ReportPeriod"u8, ReportPeriod);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, DateOnly? date)
    {
        if (date is not { } day)
        {
            json.WriteNull(name);
            return;
        }

        Span<char> text = stackalloc char[10];
        day.TryFormat(text, out _, "O");
        json.WriteString(name, text);
    }

    static JsonEncodedText[] Names(UsageReports.ColumnType type) =>
        [.. TableSchema.Of(UserDetail.Report).Columns.Where(column => column.Type == type && column.Nullable).Select(column => JsonEncodedText.Encode(column.Name))];

    public static UserRow[] Array(TableSchema schema, int count) => [.. UserDetail.Rows(schema, count).Select(cells => Of(schema, cells))];

    static UserRow Of(TableSchema schema, object?[] cells)
    {
        object? Cell(string name) => cells[schema.Find(name)];
        return new UserRow
        {
            ReportRefreshDate = (DateOnly)Cell("ReportRefreshDate")!,
            UserPrincipalName = (string)Cell("UserPrincipalName")!,
            DisplayName = (string?)Cell("DisplayName"),
            AssignedProducts = (string?)Cell("AssignedProducts"),
            Flags = [.. cells.OfType<bool>().Select(flag => (bool?)flag)],
            Dates = [.. schema.Columns.Select((column, i) => (column, cell: cells[i])).Where(pair => pair.column.Type == UsageReports.ColumnType.Date && pair.column.Nullable).Select(pair => (DateOnly?)pair.cell)],
            ReportPeriod = (int?)Cell("ReportPeriod") ?? 0,
        };
    }
}
