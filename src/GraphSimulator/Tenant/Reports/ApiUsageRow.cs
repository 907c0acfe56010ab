using GraphSimulator.Rows;

namespace GraphSimulator.Tenant.Reports;

/// <summary>The calls of one application in one service area on one day, or those of all applications together.</summary>
sealed class ApiUsageRow(ReportView view) : TenantRow(view)
{
    /// <summary>The application of a row that adds up all.</summary>
    public const int AllApplications = -1;

    readonly ApiTraffic _traffic = new(view.Tenant);
    readonly TextScratch _text = new();

    public int Date { get; private set; }

    public int Area { get; private set; }

    public int Application { get; private set; }

    public long Requests { get; private set; }

    public int ActiveApplications { get; private set; }

    public void Move(int day, int area, int application)
    {
        (Date, Area, Application) = (day, area, application);
        (Requests, ActiveApplications) = (0, 0);
        _text.Clear();
        if (application != AllApplications)
        {
            Requests = _traffic.Requests(application, area, day);
            return;
        }

        for (var app = 0; app < ApiTraffic.Applications; app++)
        {
            var requests = _traffic.Requests(app, area, day);
            Requests += requests;
            ActiveApplications += requests > 0 ? 1 : 0;
        }
    }

    public Cell Instant() => Cell.Instant(new DateTimeOffset(DateOnly.FromDayNumber(Date), TimeOnly.MinValue, TimeSpan.Zero));

    public Cell TenantId() => Take(_traffic.TenantId);

    /// <summary>Empty on a row that adds up all applications.</summary>
    public Cell ApplicationId() => Application == AllApplications ? Cell.Null : Take(_traffic.ApplicationId(Application));

    /// <summary>Only a row that adds up all applications says how many there were.</summary>
    public Cell ActiveApps() => Application == AllApplications ? Cell.Integer(ActiveApplications) : Cell.Null;

    Cell Take(Guid id)
    {
        _text.Append(id);
        return _text.Take();
    }
}
