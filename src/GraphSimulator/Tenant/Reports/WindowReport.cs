using GraphSimulator.Rows;
using UsageReports;

namespace GraphSimulator.Tenant.Reports;

/// <summary>A report with one row for the window.</summary>
sealed class WindowReport(RowColumns<WindowRow> columns) : TenantReport
{
    public override IReadOnlyCollection<string> Columns => columns.Keys;

    public override ReportRows Open(Report report, ReportView view) => new Reader(new WindowRow(view), columns.Bind(report));

    sealed class Reader(WindowRow row, Func<WindowRow, Cell>[] columns) : ReportRows
    {
        bool _read;

        public override bool Read(Span<Cell> cells)
        {
            if (_read)
                return false;
            _read = true;
            for (var i = 0; i < columns.Length; i++)
                cells[i] = columns[i](row);
            return true;
        }
    }
}
