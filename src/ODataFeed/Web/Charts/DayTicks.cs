using System.Globalization;

namespace ODataFeed.Web.Charts;

/// <summary>The labelled days of a time axis: first of months, Mondays, or single days, as many as there is room for.</summary>
static class DayTicks
{
    const int DaysOfMonths = 75;
    const int DaysOfWeeks = 14;

    /// <param name="most">How many labels fit.</param>
    public static IReadOnlyList<(DateOnly Day, string Label)> Of(DateOnly first, DateOnly last, int most)
    {
        var days = last.DayNumber - first.DayNumber;
        IEnumerable<DateOnly> candidates = days switch
        {
            > DaysOfMonths => Months(first, last),
            > DaysOfWeeks => Days(first, last).Where(day => day.DayOfWeek == DayOfWeek.Monday),
            _ => Days(first, last),
        };
        var all = candidates.ToList();
        var every = Math.Max(1, (int)Math.Ceiling(all.Count / (double)Math.Max(1, most)));
        return [.. all.Where((_, i) => i % every == 0).Select((day, i) => (day, Label(day, days > DaysOfMonths, i == 0)))];
    }

    static string Label(DateOnly day, bool month, bool first) => (month, first || day.Month == 1) switch
    {
        (true, true) => day.ToString("MMM yyyy", CultureInfo.InvariantCulture),
        (true, false) => day.ToString("MMM", CultureInfo.InvariantCulture),
        _ => day.ToString("d MMM", CultureInfo.InvariantCulture),
    };

    static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
            yield return day;
    }

    static IEnumerable<DateOnly> Months(DateOnly first, DateOnly last)
    {
        var month = new DateOnly(first.Year, first.Month, 1);
        for (var day = first.Day == 1 ? month : month.AddMonths(1); day <= last; day = day.AddMonths(1))
            yield return day;
    }
}
