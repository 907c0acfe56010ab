using GraphSimulator.Rows;
using UsageReports;

namespace GraphSimulator.Tenant.Reports;

/// <summary>A report with a row per day, newest first, or with a row per day and site type.</summary>
sealed class TrendReport(TrendNeeds needs, RowColumns<DayRow> columns) : TenantReport
{
    /// <summary>Where each day has several rows: their site types.</summary>
    public IReadOnlyList<string> SiteTypes { get; init; } = [];

    public override IReadOnlyCollection<string> Columns => [.. columns.Keys, Report.ReportDate, "SiteType"];

    public override ReportRows Open(Report report, ReportView view)
    {
        if (needs.HasFlag(TrendNeeds.Activity))
            view.Tenant.Days.Prepare(view.First, view.AsOf);
        if (needs.HasFlag(TrendNeeds.Inventory))
            view.Tenant.Inventories.Prepare(view.First, view.AsOf);
        var shared = new RowColumns<DayRow>
        {
            [Report.ReportDate] = DayRow.ReportDate,
            ["SiteType"] = row => Cell.Text(row.SiteType),
        };
        return new Reader(view, shared.With(columns).Bind(report), SiteTypes);
    }

    sealed class Reader(ReportView view, Func<DayRow, Cell>[] columns, IReadOnlyList<string> siteTypes) : ReportRows
    {
        readonly DayRow _row = new(view) { Date = view.AsOf };
        int _next;

        public override bool Read(Span<Cell> cells)
        {
            var perDay = Math.Max(1, siteTypes.Count);
            _row.Date = view.AsOf - _next / perDay;
            if (_row.Date < view.First)
                return false;
            _row.SiteType = siteTypes.Count == 0 ? null : siteTypes[_next % perDay];
            _next++;
            for (var i = 0; i < columns.Length; i++)
                cells[i] = columns[i](_row);
            return true;
        }
    }
}
