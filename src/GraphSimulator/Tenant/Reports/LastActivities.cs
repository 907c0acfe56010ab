namespace GraphSimulator.Tenant.Reports;

/// <summary>The last day on which something happened in each place.</summary>
static class LastActivities
{
    /// <summary>
    /// Walks back day by day until every place was met, or history begins. A query for one day lists only what was active on it, and needs
    /// no walk.
    /// </summary>
    public static int?[] Find(ReportView view, Func<PlaceDay, PlaceSet> active, int places)
    {
        var last = new int?[places];
        var first = view.OneDay ? view.AsOf : view.Tenant.Timeline.FirstDay;
        view.Tenant.Days.Prepare(Math.Max(first, view.First), view.AsOf);
        var missing = places;
        for (var day = view.AsOf; day >= first && missing > 0; day--)
        {
            var set = active(view.Tenant.Days[day].Places);
            for (var place = 0; place < places; place++)
            {
                if (last[place] is not null || !set.Contains(place))
                    continue;
                last[place] = day;
                missing--;
            }
        }

        return last;
    }
}
