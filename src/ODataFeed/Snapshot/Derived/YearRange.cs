using UsageReports;

namespace ODataFeed.Snapshot.Derived;

/// <summary>Years from the first to the last, both included.</summary>
readonly record struct YearRange(int First, int Last)
{
    /// <summary>
    /// Days outside these years are faults of the data (Microsoft's cloud is younger, and day 1 of year 1 stands for "never" in
    /// places), and would make the set of days long for nothing.
    /// </summary>
    static readonly (long First, long Last) Believable = (new DateOnly(1990, 1, 1).DayNumber, new DateOnly(2100, 12, 31).DayNumber);

    /// <summary>The years of a table of days.</summary>
    public static YearRange Of(Table dates)
    {
        var days = (NumberColumn)dates["Date"];
        return new YearRange(Year(days.ValueOf(1)), Year(days.ValueOf(days.MaxCode)));
    }

    /// <summary>These years and one more, with those between.</summary>
    public YearRange With(int year) => new(Math.Min(First, year), Math.Max(Last, year));

    /// <summary>These years and those of all days in the date columns of a table.</summary>
    public YearRange With(Table table)
    {
        var range = this;
        foreach (var column in table.Columns.OfType<NumberColumn>().Where(column => column is { Type: ColumnType.Date or ColumnType.DateTimeOffset, MaxCode: > 0 }))
        {
            var (first, last) = Days(column);
            if (first <= last)
                range = range.With(Year(first)).With(Year(last));
        }

        return range;
    }

    /// <summary>The first and last believable day of a column, as day numbers; the first is above the last where there is none.</summary>
    static (long First, long Last) Days(NumberColumn column)
    {
        // The ends of a domain are values that occur: mostly nothing has to be scanned.
        var (first, last) = (Day(column, 1), Day(column, column.MaxCode));
        if (IsBelievable(first) && IsBelievable(last))
            return (first, last);
        (first, last) = (long.MaxValue, long.MinValue);
        for (var row = 0; row < column.Count; row++)
        {
            if (column.Codes[row] is var code && code != 0 && Day(column, code) is var day && IsBelievable(day))
                (first, last) = (Math.Min(first, day), Math.Max(last, day));
        }

        return (first, last);
    }

    static bool IsBelievable(long day) => day >= Believable.First && day <= Believable.Last;

    static long Day(NumberColumn column, ulong code) =>
        column.Type == ColumnType.Date ? column.ValueOf(code) : column.ValueOf(code) / TimeSpan.TicksPerDay;

    static int Year(long day) => DateOnly.FromDayNumber((int)day).Year;
}
