using GraphSimulator.Rows;
using UsageReports;

namespace GraphSimulator.Tenant.Reports;

/// <summary>A report with a row per subscription.</summary>
sealed class ActivationCountsReport(RowColumns<ActivationCountsRow> columns) : TenantReport
{
    public override IReadOnlyCollection<string> Columns => columns.Keys;

    public override ReportRows Open(Report report, ReportView view) => new Reader(new ActivationCountsRow(view), columns.Bind(report));

    sealed class Reader(ActivationCountsRow row, Func<ActivationCountsRow, Cell>[] columns) : ReportRows
    {
        int _next;

        public override bool Read(Span<Cell> cells)
        {
            if (_next == Activation.ProductTypes.Length)
                return false;
            row.Move(_next++);
            for (var i = 0; i < columns.Length; i++)
                cells[i] = columns[i](row);
            return true;
        }
    }
}
