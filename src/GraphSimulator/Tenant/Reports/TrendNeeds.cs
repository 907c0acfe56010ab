namespace GraphSimulator.Tenant.Reports;

/// <summary>What a trend reads of each day, so that all days are computed side by side before the first row.</summary>
[Flags]
enum TrendNeeds
{
    Activity = 1,
    Inventory = 2,
}
