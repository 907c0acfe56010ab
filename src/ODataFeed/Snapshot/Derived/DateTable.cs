using System.Globalization;
using UsageReports;

namespace ODataFeed.Snapshot.Derived;

/// <summary>The set <c>Dates</c>: whole years without a gap, a row per day.</summary>
static class DateTable
{
    const int MonthsInYear = 12;
    const int MonthsInQuarter = 3;

    /// <summary>The set, its properties as they stand in the feed.</summary>
    public static TableSchema Schema { get; } = new(
        NavigationSchema.Dates,
        "Dates",
        "A row per day of every year that the reports know of, to group and filter days by.",
        [
            new("Date", ColumnType.Date, false, "The day."),
            new("DateKey", ColumnType.Int32, true, "The day as a number: year, month and day, as in 20261231."),
            new("Year", ColumnType.Int32, true, "Calendar year."),
            new("Quarter", ColumnType.Int32, true, "Quarter of the calendar year, 1 to 4."),
            new("Month", ColumnType.Int32, true, "Month, 1 to 12."),
            new("MonthName", ColumnType.String, true, "English name of the month."),
            new("IsoWeek", ColumnType.Int32, true, "Week by ISO 8601, 1 to 53; the first days of January may be in the last week of the year before."),
            new("Weekday", ColumnType.Int32, true, "Day of the week: 1 is Monday, 7 is Sunday."),
            new("WeekdayName", ColumnType.String, true, "English name of the day of the week."),
            new("IsWeekend", ColumnType.Boolean, true, "True for Saturday and Sunday."),
            new("FiscalYear", ColumnType.Int32, true, "Fiscal year, named by the calendar year it ends in; Feed:FiscalYearStart says in which month it begins."),
            new("FiscalQuarter", ColumnType.Int32, true, "Quarter of the fiscal year, 1 to 4."),
        ],
        ["Date"]);

    /// <summary>All days from the first of one year to the last of another.</summary>
    /// <param name="years">The years; <see cref="YearRange"/>.</param>
    /// <param name="fiscalYearStart">The month in which fiscal years begin, 1 to 12.</param>
    public static Table Of(YearRange years, int fiscalYearStart)
    {
        var builder = new TableBuilder(Schema);
        for (var day = new DateOnly(years.First, 1, 1); day.Year <= years.Last; day = day.AddDays(1))
        {
            var weekday = Weekday(day);
            builder.Add(
                day,
                (day.Year * 10_000) + (day.Month * 100) + day.Day,
                day.Year,
                QuarterOf(day.Month),
                day.Month,
                CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(day.Month),
                ISOWeek.GetWeekOfYear(day),
                weekday,
                CultureInfo.InvariantCulture.DateTimeFormat.GetDayName(day.DayOfWeek),
                weekday > (int)DayOfWeek.Friday,
                FiscalYear(day, fiscalYearStart),
                QuarterOf(MonthOfFiscalYear(day, fiscalYearStart)));
        }

        return builder.Build();
    }

    /// <summary>By ISO 8601 weeks begin on Monday, to .NET on Sunday.</summary>
    static int Weekday(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;

    static int QuarterOf(int month) => ((month - 1) / MonthsInQuarter) + 1;

    static int MonthOfFiscalYear(DateOnly day, int start) => ((day.Month - start + MonthsInYear) % MonthsInYear) + 1;

    /// <summary>A fiscal year that begins in January is the calendar year; any other ends in the next one.</summary>
    static int FiscalYear(DateOnly day, int start) => start > 1 && day.Month >= start ? day.Year + 1 : day.Year;
}
