namespace GraphSimulator.Tenant;

/// <summary>
/// How likely someone who works here is at work on a day: weekends, public holidays, the summer and the days around Christmas.
/// In 65 536ths, for the activity function multiplies whole numbers.
/// </summary>
sealed class WorkCalendar
{
    /// <summary>Days beyond what was computed ahead are rare: a clock that was moved by years.</summary>
    const int YearsAhead = 3;

    readonly int _first;
    readonly ushort[][] _presence;

    public WorkCalendar(int first, int days)
    {
        _first = first;
        _presence = [Compute(Rhythm.Office, first, days + YearsAhead * 366), Compute(Rhythm.Shifts, first, days + YearsAhead * 366)];
    }

    public int Presence(Rhythm rhythm, int day)
    {
        var known = _presence[(int)rhythm];
        var index = day - _first;
        return (uint)index < (uint)known.Length ? known[index] : Compute(rhythm, day);
    }

    /// <summary>The first working day of a month: the day on which people start.</summary>
    public static int FirstWorkingDay(DateOnly month)
    {
        var day = new DateOnly(month.Year, month.Month, 1);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            day = day.AddDays(1);
        return day.DayNumber;
    }

    static ushort[] Compute(Rhythm rhythm, int first, int days)
    {
        var presence = new ushort[days];
        for (var i = 0; i < days; i++)
            presence[i] = Compute(rhythm, first + i);
        return presence;
    }

    static ushort Compute(Rhythm rhythm, int day)
    {
        var date = DateOnly.FromDayNumber(day);
        var share = rhythm == Rhythm.Shifts ? 0.66 : date.DayOfWeek switch
        {
            DayOfWeek.Saturday => 0.05,
            DayOfWeek.Sunday => 0.04,
            DayOfWeek.Friday => 0.85,
            _ => 0.94,
        };
        if (IsHoliday(date))
            share = rhythm == Rhythm.Shifts ? 0.30 : Math.Min(share, 0.06);
        return (ushort)(share * Season(date) * ushort.MaxValue);
    }

    static double Season(DateOnly date) => (date.Month, date.Day) switch
    {
        (12, >= 27) or (1, <= 3) => 0.45,
        (7, >= 10) or (8, <= 25) => 0.80,
        (4, <= 14) or (10, >= 24) => 0.93,
        _ => 1,
    };

    static bool IsHoliday(DateOnly date)
    {
        if ((date.Month, date.Day) is (1, 1) or (5, 1) or (12, 24) or (12, 25) or (12, 26) or (12, 31))
            return true;
        var sinceEaster = date.DayNumber - Easter(date.Year).DayNumber;
        return sinceEaster is -2 or 1 or 39 or 50;
    }

    /// <summary>Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).</summary>
    static DateOnly Easter(int year)
    {
        var a = year % 19;
        var (b, c) = (year / 100, year % 100);
        var (d, e) = (b / 4, b % 4);
        var g = (b - (b + 8) / 25 + 1) / 3;
        var h = (19 * a + b - d - g + 15) % 30;
        var (i, k) = (c / 4, c % 4);
        var l = (32 + 2 * e + 2 * i - h - k) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var n = h + l - 7 * m + 114;
        return new DateOnly(year, n / 31, n % 31 + 1);
    }
}
