namespace GraphSimulator.Tenant;

/// <summary>
/// The fixed days of the tenant, as day numbers. They hang on the first of a month, so that a tenant started again within the month is the
/// same one.
/// </summary>
sealed class Timeline
{
    /// <summary>Reports lag up to this many days behind; on the first days of a month their newest day is in the month before.</summary>
    const int LongestLag = 3;

    const int DaysPerMonth = 30;

    public Timeline(DateOnly today, int days)
    {
        FirstDay = today.DayNumber - days;
        Days = days;
        var settled = today.AddDays(-LongestLag);
        ThisMonth = new DateOnly(settled.Year, settled.Month, 1);
        Months = days / DaysPerMonth;
        CopilotLaunch = ThisMonth.AddMonths(-Months / 2).DayNumber + 9;
    }

    /// <summary>The first day on which activity is known.</summary>
    public int FirstDay { get; }

    /// <summary>How many days of history there are at the start.</summary>
    public int Days { get; }

    /// <summary>The month of the newest day reported at the start.</summary>
    public DateOnly ThisMonth { get; }

    /// <summary>Whole months of history at the start.</summary>
    public int Months { get; }

    /// <summary>The day the first people got Copilot: halfway through history.</summary>
    public int CopilotLaunch { get; }

    /// <summary>The first working day of the month so many months after <see cref="ThisMonth"/>.</summary>
    public int Month(int offset) => WorkCalendar.FirstWorkingDay(ThisMonth.AddMonths(offset));
}
