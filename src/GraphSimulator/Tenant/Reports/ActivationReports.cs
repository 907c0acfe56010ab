using GraphSimulator.Rows;

namespace GraphSimulator.Tenant.Reports;

/// <summary>Which subscriptions are activated on which devices.</summary>
static class ActivationReports
{
    public static IEnumerable<(string EntitySet, TenantReport Report)> All =>
    [
        ("Office365ActivationsUserDetail", new ActivationDetailReport()),
        ("Office365ActivationCounts", new ActivationCountsReport(new()
        {
            ["ProductType"] = row => row.ProductType,
            ["Windows"] = row => Cell.Integer(row.Windows),
            ["Mac"] = row => Cell.Integer(row.Mac),
            ["Android"] = row => Cell.Integer(row.Android),
            ["IOS"] = row => Cell.Integer(row.Ios),
            ["Windows10Mobile"] = _ => Cell.Integer(0),
        })),
        ("Office365ActivationsUserCounts", new ActivationCountsReport(new()
        {
            ["ProductType"] = row => row.ProductType,
            ["Assigned"] = row => Cell.Integer(row.Assigned),
            ["Activated"] = row => Cell.Integer(row.Activated),
            ["SharedComputerActivation"] = row => Cell.Integer(row.OnSharedComputers),
        })),
    ];
}
