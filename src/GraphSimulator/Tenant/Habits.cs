namespace GraphSimulator.Tenant;

/// <summary>
/// On how many of a hundred days at work a person uses each product, 0 to 98: seven bits a product, so that nine fit into a number and
/// the activity function need not draw them again for every day.
/// </summary>
readonly record struct Habits(ulong Packed)
{
    const int Bits = 7;

    /// <summary>People who have a product and never touch it, in a hundred.</summary>
    const int NeverPercent = 5;

    static readonly Product[] Products = Enum.GetValues<Product>();

    /// <summary>Guests come to Teams on some days, and do nothing else.</summary>
    public static readonly Habits OfGuest = new Habits(0).With(Product.Teams, 12);

    public int this[Product product] => (int)(Packed >> ((int)product * Bits)) & ((1 << Bits) - 1);

    public static Habits Of(ulong key, Department unit, Licence licence, bool hasCopilot)
    {
        var habits = new Habits(0);
        foreach (var product in Products)
        {
            if (Licences.Has(licence, product) && (product != Product.Copilot || hasCopilot))
                habits = habits.With(product, Draw(Draws.Of(key, Purpose.Habit + (int)product), unit.Habits[(int)product]));
        }

        return habits;
    }

    static int Draw(ulong draw, int usual)
    {
        if (Draws.Below(draw, 100) < NeverPercent)
            return 0;
        var personal = 50 + Draws.Below(Draws.Mix(draw), 80);
        return Math.Clamp(usual * personal / 100, 1, 98);
    }

    Habits With(Product product, int habit) => new(Packed | (ulong)habit << ((int)product * Bits));
}
