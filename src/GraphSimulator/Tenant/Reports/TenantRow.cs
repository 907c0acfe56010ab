using GraphSimulator.Rows;

namespace GraphSimulator.Tenant.Reports;

/// <summary>The facts a row's cells are made of. One instance serves all rows of a reader.</summary>
abstract class TenantRow(ReportView view)
{
    public ReportView View => view;

    public TenantFacts Tenant => view.Tenant;

    public static Cell Day(int? day) => day is { } known ? Cell.Date(DateOnly.FromDayNumber(known)) : Cell.Null;
}
