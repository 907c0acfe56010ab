using GraphSimulator.Rows;
using UsageReports;

namespace GraphSimulator.Tenant.Reports;

/// <summary>A report with a row per day, service area and application, and before these one for all applications.</summary>
sealed class ApiUsageReport(int[] areas, RowColumns<ApiUsageRow> columns) : TenantReport
{
    static readonly int FilesArea = Array.IndexOf(ApiTraffic.ServiceAreas, "Files");

    public static IEnumerable<(string EntitySet, TenantReport Report)> All =>
    [
        ("ApiUsage", new ApiUsageReport([.. Enumerable.Range(0, ApiTraffic.ServiceAreas.Length)], new()
        {
            ["Date"] = row => row.Instant(),
            ["ServiceArea"] = row => Cell.Text(ApiTraffic.ServiceAreas[row.Area]),
            ["TenantID"] = row => row.TenantId(),
            ["AppID"] = row => row.ApplicationId(),
            ["Usage"] = row => Cell.Integer(row.Requests),
            ["ActiveApps"] = row => row.ActiveApps(),
        })),
        ("SharePointApiUsage", new ApiUsageReport([FilesArea], new()
        {
            ["UsageDateTime"] = row => row.Instant(),
            ["ServiceArea"] = _ => Cell.Text("OneDriveAndSharePoint"),
            ["TenantId"] = row => row.TenantId(),
            ["AppId"] = row => row.ApplicationId(),
            ["UsageMB"] = row => Cell.Decimal(Math.Round(row.Requests * 0.37m, 2)),
            ["UsageRequests"] = row => Cell.Integer(row.Requests),
            ["ActiveApps"] = row => row.ActiveApps(),
        })),
    ];

    public override IReadOnlyCollection<string> Columns => columns.Keys;

    public override ReportRows Open(Report report, ReportView view) => new Reader(areas, view, columns.Bind(report));

    sealed class Reader(int[] areas, ReportView view, Func<ApiUsageRow, Cell>[] columns) : ReportRows
    {
        const int RowsPerArea = ApiTraffic.Applications + 1;

        readonly ApiUsageRow _row = new(view);
        int _next;

        public override bool Read(Span<Cell> cells)
        {
            while (Advance())
            {
                if (_row.Requests == 0)
                    continue;
                for (var i = 0; i < columns.Length; i++)
                    cells[i] = columns[i](_row);
                return true;
            }

            return false;
        }

        bool Advance()
        {
            var perDay = areas.Length * RowsPerArea;
            var day = view.AsOf - _next / perDay;
            if (day < view.First)
                return false;
            var within = _next++ % perDay;
            _row.Move(day, areas[within / RowsPerArea], within % RowsPerArea - 1);
            return true;
        }
    }
}
