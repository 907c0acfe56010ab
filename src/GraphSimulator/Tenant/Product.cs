namespace GraphSimulator.Tenant;

/// <summary>What people use. The order is that of the blocks of <see cref="Measure"/>.</summary>
enum Product
{
    Exchange,
    OneDrive,
    SharePoint,
    Teams,
    Yammer,
    Apps,
    Browser,
    Forms,
    Copilot,
}
