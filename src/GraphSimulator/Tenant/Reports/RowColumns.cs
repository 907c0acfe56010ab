using GraphSimulator.Rows;
using UsageReports;

namespace GraphSimulator.Tenant.Reports;

/// <summary>How the cells of a report follow from the facts of a row, by property name.</summary>
sealed class RowColumns<TRow> : Dictionary<string, Func<TRow, Cell>>
    where TRow : TenantRow
{
    public RowColumns()
        : base(StringComparer.Ordinal)
    {
        this[Report.ReportRefreshDate] = row => TenantRow.Day(row.View.Refreshed);
        this[Report.ReportPeriod] = row => Cell.Integer(row.View.Period);
    }

    /// <summary>The cells of a report's columns in catalog order. A column the tenant knows nothing of stays empty.</summary>
    public Func<TRow, Cell>[] Bind(Report report) =>
        report.Columns.Where(column => !column.Generated).Select(column => GetValueOrDefault(column.Name)).ToArray();

    Func<TRow, Cell> GetValueOrDefault(string name) => TryGetValue(name, out var cell) ? cell : static _ => Cell.Null;

    /// <summary>The same columns and others, or others in place of them.</summary>
    public RowColumns<TRow> With(RowColumns<TRow> others)
    {
        var all = new RowColumns<TRow>();
        foreach (var (name, cell) in this.Concat(others))
            all[name] = cell;
        return all;
    }
}
