using GraphSimulator.Rows;

namespace GraphSimulator.Tenant.Reports;

/// <summary>Cells that many user reports have.</summary>
static class UserColumns
{
    public static Cell PrincipalName(UserRow row) => row.PrincipalName();

    public static Cell DisplayName(UserRow row) => row.DisplayName();

    public static Cell UserId(UserRow row) => row.Id(Identity.User);

    public static Cell IsDeleted(UserRow row) => Cell.Boolean(row.IsDeleted);

    public static Cell DeletedDate(UserRow row) => row.IsDeleted ? TenantRow.Day(row.Person.Deleted) : Cell.Null;

    /// <summary>Deleted accounts have no licences left.</summary>
    public static Cell AssignedProducts(UserRow row) =>
        row.IsDeleted ? Cell.Null : Licences.AssignedProducts(row.Person.Licence, row.Person.AddOnsOn(row.AsOf));

    public static Cell IsLicensed(UserRow row) => Cell.Boolean(!row.IsDeleted);

    public static Func<UserRow, Cell> LastActivity(Product product) => row => TenantRow.Day(row.LastActive(product));

    public static Func<UserRow, Cell> LastUse(Measure measure) => row => TenantRow.Day(row.LastUse(measure));

    public static Func<UserRow, Cell> Sum(Measure measure) => row => Cell.Integer(row.Sum(measure));

    /// <summary>Whether it happened at all during the window.</summary>
    public static Func<UserRow, Cell> Any(Measure measure) => row => Cell.Boolean(row.Sum(measure) > 0);

    public static Func<UserRow, Cell> HasLicence(Product product) => row => Cell.Boolean(row.Person.IsLicensedFor(product, row.AsOf));

    /// <summary>Plans are assigned on the first day.</summary>
    public static Func<UserRow, Cell> LicenceAssigned(Product product) => row =>
        row.Person.IsLicensedFor(product, row.AsOf) ? TenantRow.Day(row.Person.Hired) : Cell.Null;
}
