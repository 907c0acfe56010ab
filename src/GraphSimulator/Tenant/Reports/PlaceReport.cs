using GraphSimulator.Rows;
using UsageReports;

namespace GraphSimulator.Tenant.Reports;

/// <summary>A report with a row per group, team, site or community.</summary>
sealed class PlaceReport(PlaceKind kind, Func<PlaceDay, PlaceSet> active, RowColumns<PlaceRow> columns) : TenantReport
{
    /// <summary>Lists only those groups that are teams.</summary>
    public bool TeamsOnly { get; init; }

    public override IReadOnlyCollection<string> Columns => columns.Keys;

    public override ReportRows Open(Report report, ReportView view) => new Reader(this, view, columns.Bind(report));

    sealed class Reader : ReportRows
    {
        readonly PlaceReport _report;
        readonly ReportView _view;
        readonly Func<PlaceRow, Cell>[] _columns;
        readonly PlaceRow _row;
        readonly int _count;
        int _next;

        public Reader(PlaceReport report, ReportView view, Func<PlaceRow, Cell>[] columns)
        {
            _report = report;
            _view = view;
            _columns = columns;
            var places = view.Tenant.Places;
            _count = report.Kind switch
            {
                PlaceKind.Group => places.Groups,
                PlaceKind.Site => places.Sites,
                _ => places.Communities,
            };
            var lastActivities = LastActivities.Find(view, report.Active, _count);
            _row = new PlaceRow(view, report.Kind, lastActivities, Memberships.Count(view, report.Kind, _count));
        }

        public override bool Read(Span<Cell> cells)
        {
            while (_next < _count)
            {
                var place = _next++;
                if (!IsListed(place))
                    continue;
                _row.Move(place);
                for (var i = 0; i < _columns.Length; i++)
                    cells[i] = _columns[i](_row);
                return true;
            }

            return false;
        }

        bool IsListed(int place)
        {
            var tenant = _view.Tenant;
            return tenant.Places.IsListed(_report.Kind, place, _view.AsOf)
                && (!_report.TeamsOnly || tenant.Places.IsTeam(place))
                && (!_view.OneDay || _report.Active(tenant.Days[_view.AsOf].Places).Contains(place));
        }
    }

    PlaceKind Kind => kind;

    Func<PlaceDay, PlaceSet> Active => active;
}
