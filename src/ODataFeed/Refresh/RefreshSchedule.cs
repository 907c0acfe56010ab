namespace ODataFeed.Refresh;

/// <summary>When a report is asked for again. Pure: the status after an attempt in, an instant out.</summary>
static class RefreshSchedule
{
    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The wait after a first failure; doubled with each further one.</summary>
    static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The longest Retry-After that is believed. It may be a date, which a clock that runs behind takes for a wait of years, and a timer
    /// takes no more than 49 days.
    /// </summary>
    static readonly TimeSpan LongestRetryAfter = Day;

    /// <summary>How much more often a report is asked for once its next refresh date is due.</summary>
    const int Tightening = 6;

    /// <summary>
    /// At the latest <c>Refresh:Every</c> after the attempt. Earlier after a failure; when a day has passed since the content moved,
    /// which it does once a day; and from then on until it moves. Graph's Retry-After comes first.
    /// </summary>
    public static DateTimeOffset Next(ReportStatus status, TimeSpan every, DateTimeOffset attempt)
    {
        if (status.LastError is not null)
        {
            var wait = AfterFailure * Math.Pow(2, Math.Clamp(status.Failures - 1, 0, 10));
            wait = wait < every ? wait : every;
            var asked = status.RetryAfter ?? TimeSpan.Zero;
            asked = asked < LongestRetryAfter ? asked : LongestRetryAfter;
            return attempt + (asked > wait ? asked : wait);
        }

        var next = attempt + every;
        if (status.MovedAt + Day is not { } due || due >= next)
            return next;
        return due > attempt ? due : attempt + (every / Tightening);
    }

    /// <summary>
    /// Content is of whole UTC days: the day after the content date must be over before a newer one can be there, so nothing need be
    /// asked. After a failure there is always something to ask for; and a date of the future says nothing of what can be there.
    /// </summary>
    public static bool CannotHaveMoved(ReportStatus status, DateTimeOffset now) =>
        status is { LastError: null, TriedAt: not null, ContentDate: { } content }
        && DateOnly.FromDateTime(now.UtcDateTime) is var today && today >= content && today <= content.AddDays(1);
}
