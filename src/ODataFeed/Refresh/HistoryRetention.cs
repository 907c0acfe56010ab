using ODataFeed.Snapshot;
using ODataFeed.Store;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>
/// Which superseded refreshes of a period report stay. The newest of each period always stays. Of reports with personal data, only
/// the last of each month stays once <c>Store:KeepPersonalHistoryDays</c> are over; all are gone after <c>Store:KeepHistoryDays</c>.
/// In a set of single days, a day is what a refresh is in a history. Trends are not cut: their days are what the history is kept for.
/// </summary>
static class HistoryRetention
{
    /// <summary>Graph lags behind by days; where all content lies further back, it is the clock that is wrong, or nothing comes any more.</summary>
    const int MostLag = 7;

    /// <summary>
    /// The day that ages count to: today, unless no report has content of these days. A clock that runs a year ahead would end a year of
    /// history for good.
    /// </summary>
    /// <param name="newest">The newest content there is; null for none.</param>
    public static DateOnly DayOf(DateOnly today, DateOnly? newest) => newest < today.AddDays(-MostLag) ? newest.Value.AddDays(MostLag) : today;

    /// <summary>The history without the refreshes that are not to be kept on that day. Nothing to remove: the same columns.</summary>
    /// <param name="refreshes">All refreshes there are, where the table has not the rows of all; null where it has.</param>
    public static Table Apply(Table history, StoreOptions options, DateOnly today, IReadOnlyCollection<(long Date, long Period)>? refreshes = null)
    {
        if (history.Schema.Report is not { Shape: ReportShape.Period })
            return history;
        var dropped = Dropped(refreshes ?? PeriodMerge.Refreshes(history), history.Schema.Personal, options, today.DayNumber);
        return dropped.Count == 0 ? history : RefreshRows.Where(history, refresh => !dropped.Contains(refresh));
    }

    /// <summary>The refreshes (day number, period) to remove.</summary>
    internal static HashSet<(long Date, long Period)> Dropped(
        IEnumerable<(long Date, long Period)> refreshes, bool personal, StoreOptions options, int today)
    {
        var dropped = new HashSet<(long, long)>();
        foreach (var ofPeriod in refreshes.GroupBy(refresh => refresh.Period))
        {
            // Newest first, so that the first one met in a month is its last.
            var (isNewest, month) = (true, 0);
            foreach (var refresh in ofPeriod.OrderByDescending(refresh => refresh.Date))
            {
                var isLastOfMonth = Month(refresh.Date) != month;
                month = Month(refresh.Date);
                var age = today - refresh.Date;
                var keeps = age <= options.KeepHistoryDays && options.KeepHistoryDays > 0
                    && (!personal || (options.KeepPersonalHistoryDays > 0 && (age <= options.KeepPersonalHistoryDays || isLastOfMonth)));
                if (!isNewest && !keeps)
                    dropped.Add(refresh);
                isNewest = false;
            }
        }

        return dropped;
    }

    static int Month(long day) => DateOnly.FromDayNumber((int)day) is var date ? (date.Year * 12) + date.Month : 0;
}
