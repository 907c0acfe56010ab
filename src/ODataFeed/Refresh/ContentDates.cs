using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>From when to when the rows of a table are.</summary>
static class ContentDates
{
    /// <summary>The newest refresh date, or where there is none the newest day of the first date in the key; null without rows.</summary>
    public static DateOnly? Newest(Table table) => DateColumn(table) is { MaxCode: > 0 } column ? Day(column, column.MaxCode) : null;

    /// <summary>The oldest day of a trend, or the oldest refresh date; null without rows.</summary>
    public static DateOnly? Oldest(Table table)
    {
        var column = Column(table, Report.ReportDate) ?? DateColumn(table);
        return column is { MaxCode: > 0 } ? Day(column, 1) : null;
    }

    static NumberColumn? DateColumn(Table table) =>
        Column(table, Report.ReportRefreshDate) is { MaxCode: > 0 } refresh ? refresh
        : table.Schema.Key.Select(ordinal => table.Columns[ordinal] as NumberColumn)
            .FirstOrDefault(column => column is { Type: ColumnType.Date or ColumnType.DateTimeOffset });

    static NumberColumn? Column(Table table, string name) =>
        table.Schema.Find(name) is >= 0 and var ordinal ? (NumberColumn)table.Columns[ordinal] : null;

    static DateOnly Day(NumberColumn column, ulong code) => NumberCell.ToObject(column.Type, column.ValueOf(code)) switch
    {
        DateOnly day => day,
        DateTimeOffset instant => DateOnly.FromDateTime(instant.UtcDateTime),
        var other => throw new InvalidOperationException($"A {other.GetType().Name} is no day."),
    };
}
