using GraphSimulator.Rows;
using static GraphSimulator.Tenant.Reports.UserColumns;

namespace GraphSimulator.Tenant.Reports;

/// <summary>Who is active in which service.</summary>
static class Microsoft365Reports
{
    public static IEnumerable<(string EntitySet, TenantReport Report)> All =>
    [
        ("Office365ActiveUserDetail", ActiveUserDetail()),
        ("Office365ActiveUserCounts", new TrendReport(TrendNeeds.Activity, new()
        {
            ["Office365"] = AggregateRow.Users(Measure.Office365Active),
            ["Exchange"] = AggregateRow.Users(Measure.ExchangeActive),
            ["OneDrive"] = AggregateRow.Users(Measure.OneDriveActive),
            ["SharePoint"] = AggregateRow.Users(Measure.SharePointActive),
            ["SkypeForBusiness"] = _ => Cell.Integer(0),
            ["Yammer"] = AggregateRow.Users(Measure.YammerActive),
            ["Teams"] = AggregateRow.Users(Measure.TeamsActive),
        })),
        ("Office365ServicesUserCounts", new WindowReport(ServiceCounts())),
    ];

    static UserReport ActiveUserDetail()
    {
        var columns = new RowColumns<UserRow>
        {
            ["UserPrincipalName"] = PrincipalName,
            ["DisplayName"] = DisplayName,
            ["IsDeleted"] = IsDeleted,
            ["DeletedDate"] = DeletedDate,
            ["AssignedProducts"] = AssignedProducts,
            // Plans still hold Skype for Business, years after it was switched off.
            ["HasSkypeForBusinessLicense"] = HasLicence(Product.Teams),
            ["SkypeForBusinessLastActivityDate"] = _ => Cell.Null,
            ["SkypeForBusinessLicenseAssignDate"] = LicenceAssigned(Product.Teams),
        };
        foreach (var product in TenantActivity.Services)
        {
            columns[$"Has{product}License"] = HasLicence(product);
            columns[$"{product}LastActivityDate"] = LastActivity(product);
            columns[$"{product}LicenseAssignDate"] = LicenceAssigned(product);
        }

        return new UserReport((in Person person, int asOf) => person.Hired <= asOf, TenantActivity.Services, columns);
    }

    /// <summary>Of those with a licence on the last day: who used the service during the window, and who did not.</summary>
    static RowColumns<WindowRow> ServiceCounts()
    {
        var columns = new RowColumns<WindowRow>
        {
            ["SkypeForBusinessActive"] = _ => Cell.Integer(0),
            ["SkypeForBusinessInactive"] = row => Cell.Integer(row.Inventory.Licensed(Product.Teams)),
            ["Office365Active"] = row => Cell.Integer(row.Current.Users(Measure.Office365Active)),
            ["Office365Inactive"] = row => Cell.Integer(row.Inventory.LicensedUsers - row.Current.Users(Measure.Office365Active)),
        };
        foreach (var product in TenantActivity.Services)
        {
            var active = Measures.Active(product);
            columns[$"{product}Active"] = row => Cell.Integer(row.Current.Users(active));
            columns[$"{product}Inactive"] = row => Cell.Integer(row.Inventory.Licensed(product) - row.Current.Users(active));
        }

        return columns;
    }
}
