namespace GraphSimulator.Tenant;

/// <summary>What an account has on top of its plan.</summary>
[Flags]
enum AddOns : byte
{
    None = 0,
    MobilityAndSecurity = 1,
    Visio = 2,
    Project = 4,
    PowerBiFree = 8,
    PowerBiPro = 16,
    PowerAutomateFree = 32,
    TeamsPhone = 64,
    Copilot = 128,
}
