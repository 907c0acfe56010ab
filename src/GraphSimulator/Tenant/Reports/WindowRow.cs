namespace GraphSimulator.Tenant.Reports;

/// <summary>The tenant over a window, each person counted once.</summary>
sealed class WindowRow(ReportView view) : AggregateRow(view)
{
    WindowTotals Totals => Tenant.TotalsIn(View.AsOf, View.Days);

    public override Totals Members => Totals.Members;

    public override Totals Current => Totals.Current;

    public override Totals Guests => Totals.Guests;

    public override Inventory Inventory => Tenant.Inventories[View.AsOf];

    public override TeamVisitors Visitors
    {
        get
        {
            var places = Tenant.PlacesIn(View.AsOf, View.Days);
            var visitors = Totals.Guests.Users(Measure.TeamVisit);
            return new(places.ActiveChannels, places.ActiveSharedChannels, visitors - Totals.ExternalUsers, Totals.ExternalUsers);
        }
    }
}
