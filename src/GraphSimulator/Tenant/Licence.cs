namespace GraphSimulator.Tenant;

/// <summary>The plan that decides which services an account has.</summary>
enum Licence : byte
{
    None,
    E5,
    E3,
    F3,
    BusinessPremium,
    ExchangeOnline,
}
