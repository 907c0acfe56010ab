using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>Makes the rows of one day, as Graph's file has them, rows of the set of single days.</summary>
static class DayRows
{
    /// <param name="rows">Under <see cref="TableSchema.OfDay"/>, sorted by its key.</param>
    /// <param name="schema">Of the set.</param>
    /// <param name="day">The day that was asked for.</param>
    public static Table Of(Table rows, TableSchema schema, DateOnly day)
    {
        var days = new NumberBuilder(ColumnType.Date);
        for (var row = 0; row < rows.Count; row++)
            days.Append(day.DayNumber);
        return new Table(schema, [days.Build(), .. schema.Columns.Skip(1).Select(column => rows[column.Name])]);
    }
}
