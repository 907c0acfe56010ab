namespace GraphSimulator.Tenant;

/// <summary>
/// One account, gathered for a computation over its days. Days are <see cref="DateOnly.DayNumber"/>s. A guest has no plan and is only
/// met in Teams.
/// </summary>
readonly struct Person
{
    public const int Never = int.MaxValue;

    public required int Index { get; init; }

    /// <summary>What every draw of this account starts from.</summary>
    public required ulong Key { get; init; }

    public required int Department { get; init; }

    public required Licence Licence { get; init; }

    public required AddOns AddOns { get; init; }

    public required int Hired { get; init; }

    public required int Deleted { get; init; }

    /// <summary>The day Copilot was assigned.</summary>
    public required int CopilotFrom { get; init; }

    public required Habits Habits { get; init; }

    public bool IsGuest { get; init; }

    /// <summary>Takes part through a shared channel, from another company's directory; the other guests are in this one's.</summary>
    public bool IsExternal => IsGuest && Key % 4 == 0;

    public Department Unit => Tenant.Department.All[Department];

    /// <summary>How much of everything this person does, in sixteenths of the usual: 6 to 36.</summary>
    public int Vigour => 6 + (int)(Key >> 59);

    public bool ExistsOn(int day) => day >= Hired && day < Deleted;

    /// <summary>Has, or had before deletion, a plan with the product.</summary>
    public bool Holds(Product product) => Licences.Has(Licence, product);

    public bool IsLicensedFor(Product product, int day) =>
        ExistsOn(day) && Holds(product) && (product != Product.Copilot || day >= CopilotFrom);

    /// <summary>The add-ons assigned by a day.</summary>
    public AddOns AddOnsOn(int day) => day >= CopilotFrom ? AddOns : AddOns & ~AddOns.Copilot;

    /// <summary>Works on a Mac; everyone else on Windows.</summary>
    public bool OnMac => (Key >> 40 & 15) < (Unit.Name is "Marketing" or "Engineering" ? 5u : 1u);

    /// <summary>Has an iPhone; everyone else an Android phone.</summary>
    public bool OnIos => (Key >> 44 & 1) == 0;
}
