using GraphSimulator.Rows;

namespace GraphSimulator.Tenant.Reports;

/// <summary>The tenant on one day of a trend.</summary>
sealed class DayRow(ReportView view) : AggregateRow(view)
{
    public int Date { get; set; }

    /// <summary>The site type of the row, where the report has a row for each.</summary>
    public string? SiteType { get; set; }

    public PlaceDay Places => Tenant.Days[Date].Places;

    public override Totals Members => Tenant.Days[Date].Members;

    public override Totals Current => Members;

    public override Totals Guests => Tenant.Days[Date].Guests;

    public override Inventory Inventory => Tenant.Inventories[Date];

    public override TeamVisitors Visitors =>
        new(Places.ActiveChannels, Places.ActiveSharedChannels, Places.Guests, Places.ExternalUsers);

    public static Cell ReportDate(DayRow row) => Day(row.Date);
}
