namespace GraphSimulator.Tenant;

/// <summary>How often the company's applications call Graph: drawn per application, service area and day, busier on working days.</summary>
sealed class ApiTraffic(TenantFacts tenant)
{
    public const int Applications = 9;

    public static readonly string[] ServiceAreas = ["Exchange", "Files", "Identity and access", "Intune", "Reports", "Teams"];

    public Guid TenantId { get; } = Identity.Of(tenant.Seed, Identity.Application);

    public Guid ApplicationId(int application) => Identity.Of(Key(application), Identity.Application);

    /// <summary>Requests of one application; most use two or three areas, so most numbers are 0.</summary>
    public long Requests(int application, int area, int day)
    {
        var usual = Draws.Of(Key(application), area);
        if (Draws.Below(usual, 100) >= 40)
            return 0;
        var dice = new Dice(Draws.Of(Key(application), Purpose.Application + area, day));
        var share = tenant.Calendar.Presence(Rhythm.Office, day) + 20_000;
        return (long)(400 + Draws.Below(Draws.Mix(usual), 9_000)) * share / ushort.MaxValue + dice.Amount(16 * 120);
    }

    ulong Key(int application) => Draws.Of(tenant.Seed, Purpose.Application + application);
}
