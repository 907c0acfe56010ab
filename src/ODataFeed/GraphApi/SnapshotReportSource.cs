using GraphSimulator.Rows;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.GraphApi;

/// <summary>
/// The feed's own data as Graph's report API gives it: trends cut to the period asked, counted from the newest content date; period
/// reports as of their newest refresh.
/// </summary>
sealed class SnapshotReportSource(PublishedSnapshots snapshots) : IReportSource
{
    /// <summary>What the Report Period column shows for a date.</summary>
    const long OneDay = 1;

    public DateOnly? ContentDate(Report report) =>
        TableOf(report) is { Count: > 0 } table && Newest(table, ContentColumn(report)) is { } day ? DateOnly.FromDayNumber((int)day) : null;

    public string? Refuse(Report report, ReportWindow window)
    {
        if (snapshots.Current.Find(report.EntitySet) is { IsInStore: true })
            return $"Rows of {report.Function} stay in the database (Feed:Engine=Database), which these URLs do not read; the OData feed does.";
        if (TableOf(report) is not { } table)
            return $"No rows of {report.Function} are held.";
        if (window.Date is { } date)
            return RefuseDay(report, date);
        if (report.Shape == ReportShape.Trend || report.Periods.Count == 0 || table.Count == 0)
            return null;
        var held = Periods(table);
        return held.Contains(PeriodOf(window)) ? null : $"Period {window.Period} of {report.Function} is not held; held: {string.Join(", ", held.Select(Name))}.";
    }

    public ReportRows Open(Report report, ReportWindow window)
    {
        if (window.Date is { } date)
            return DaysOf(report) is { } days ? new TableRows(report, days, DayRows(days, date), OneDay) : ReportRows.None;
        if (TableOf(report) is not { Count: > 0 } table)
            return ReportRows.None;
        return report.Shape == ReportShape.Trend
            ? new TableRows(report, table, TrendRows(report, table, window), PeriodOf(window))
            : new TableRows(report, table, PeriodRows(report, table, window), null);
    }

    /// <summary>Null where there are no rows in memory.</summary>
    Table? TableOf(Report report) => snapshots.Current.Find(report.EntitySet) is { IsInStore: false } table ? table : null;

    /// <summary>The rows of single days; null where they were not fetched.</summary>
    Table? DaysOf(Report report) => report.ByDaySet is { } set && snapshots.Current.Find(set) is { IsInStore: false } table ? table : null;

    string? RefuseDay(Report report, DateOnly date)
    {
        if (DaysOf(report) is not { Count: > 0 } days)
            return $"No single days of {report.Function} are held (Refresh:ByDay); ask for a period.";
        var column = (NumberColumn)days[Report.ReportDate];
        return DayRows(days, date).Length > 0
            ? null
            : $"No rows of {report.Function} for {date:yyyy-MM-dd} are held; held are days from {Day(1):yyyy-MM-dd} to {Day(column.MaxCode):yyyy-MM-dd}.";

        DateOnly Day(ulong code) => DateOnly.FromDayNumber((int)column.ValueOf(code));
    }

    /// <summary>The rows of a day, in order of the key.</summary>
    static int[] DayRows(Table days, DateOnly date)
    {
        var column = (NumberColumn)days[Report.ReportDate];
        return [.. Enumerable.Range(0, days.Count).Where(row => column.ValueOf(column.Codes[row]) == date.DayNumber)];
    }

    /// <summary>The days of the window, newest first, and by key within a day.</summary>
    static int[] TrendRows(Report report, Table table, ReportWindow window)
    {
        var day = report.Key[0];
        var column = (NumberColumn)table[day];
        var unit = column.Type == ColumnType.Date ? 1 : TimeSpan.TicksPerDay;
        var newest = Newest(table, day)!.Value;
        var oldest = window.Days is { } days ? (newest / unit) - days : long.MinValue;
        var rows = Enumerable.Range(0, table.Count).Where(row => column.ValueOf(column.Codes[row]) / unit > oldest).ToArray();
        return RowOrder.Sort([new SortKey(column, descending: true)], rows);
    }

    static int[] PeriodRows(Report report, Table table, ReportWindow window)
    {
        var all = Enumerable.Range(0, table.Count);
        if (report.Periods.Count == 0)
            return [.. all];
        var column = (NumberColumn)table[Report.ReportPeriod];
        var period = PeriodOf(window);
        return [.. all.Where(row => column.ValueOf(column.Codes[row]) == period)];
    }

    static SortedSet<long> Periods(Table table)
    {
        var column = (NumberColumn)table[Report.ReportPeriod];
        return [.. Enumerable.Range(0, table.Count).Select(row => column.ValueOf(column.Codes[row])).Distinct()];
    }

    /// <summary>The number in the ReportPeriod column: 0 stands for <c>ALL</c>.</summary>
    static long PeriodOf(ReportWindow window) => window.Days ?? 0;

    static string Name(long period) => period == 0 ? ReportWindow.All : $"D{period}";

    static string ContentColumn(Report report) =>
        report.Columns.Any(column => column.Name == Report.ReportRefreshDate) ? Report.ReportRefreshDate : report.Key[0];

    /// <summary>The greatest value of a column, instants as their day; null where it has none.</summary>
    static long? Newest(Table table, string name)
    {
        var column = (NumberColumn)table[name];
        var newest = column.MaxCode == 0 ? (long?)null : column.ValueOf(column.MaxCode);
        return column.Type == ColumnType.DateTimeOffset ? newest / TimeSpan.TicksPerDay : newest;
    }
}
