using ODataFeed.Snapshot;
using ODataFeed.Store;

namespace ODataFeed.Refresh;

/// <summary>
/// The days a set of single days lacks and Graph still has. A day whose file had no rows is still missing: Graph answers so for days it
/// has not finished, and the same for days on which nothing happened.
/// </summary>
static class MissingDays
{
    /// <summary>
    /// How far back Graph answers for a date (the documentation says 30 days, the service enforces 28: "Only support data for the past
    /// 28 days.").
    /// </summary>
    const int DaysAtGraph = 28;

    /// <summary>The days to fetch, those first that Graph will soonest not have any more.</summary>
    /// <param name="held">The set as it is, or null.</param>
    /// <param name="newest">The newest day the report knows of; a later one is not finished.</param>
    public static IReadOnlyList<DateOnly> Of(Table? held, DateOnly newest, StoreOptions retention, DateOnly today)
    {
        var days = held is null ? [] : PeriodMerge.Refreshes(held);
        var asked = Enumerable.Range(1, DaysAtGraph).Select(age => today.AddDays(-age)).Where(day => day <= newest && !days.Contains((day.DayNumber, 0))).ToList();
        // What would be dropped as soon as it came is not fetched.
        var dropped = HistoryRetention.Dropped(days.Concat(asked.Select(day => ((long)day.DayNumber, 0L))), personal: true, retention, today.DayNumber);
        return [.. asked.Where(day => !dropped.Contains((day.DayNumber, 0))).Order()];
    }
}
