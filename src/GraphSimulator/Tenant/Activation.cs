namespace GraphSimulator.Tenant;

/// <summary>The activation of one subscription by one person: on which devices, and since when. A state, not an action of a day.</summary>
readonly record struct Activation(int? Day, int Windows, int Mac, int Ios, int Android, bool OnSharedComputer)
{
    const int NeverPercent = 9;

    /// <summary>The subscriptions that are activated on devices, in the order of the rows.</summary>
    public static readonly string[] ProductTypes =
        ["MICROSOFT 365 APPS FOR ENTERPRISE", "MICROSOFT 365 APPS FOR BUSINESS", "VISIO CLIENT", "PROJECT CLIENT"];

    /// <summary>Whether the person has the subscription as of a day.</summary>
    public static bool IsAssigned(in Person person, int productType, int asOf) => person.ExistsOn(asOf) && productType switch
    {
        0 => person.Licence is Licence.E5 or Licence.E3,
        1 => person.Licence == Licence.BusinessPremium,
        2 => person.AddOns.HasFlag(AddOns.Visio),
        _ => person.AddOns.HasFlag(AddOns.Project),
    };

    public static Activation Of(in Person person, int productType, int asOf)
    {
        var dice = new Dice(Draws.Of(person.Key, Purpose.Activation, productType));
        var day = person.Hired + dice.Amount(productType < 2 ? 16 * 9 : 16 * 120);
        if (dice.Chance(NeverPercent) || day > asOf)
            return default;
        var main = 1 + dice.Amount(10);
        var phones = productType < 2 && dice.Chance(60) ? 1 + dice.Amount(5) : 0;
        return new Activation(
            day,
            person.OnMac ? 0 : main,
            person.OnMac ? main : 0,
            person.OnIos ? phones : 0,
            person.OnIos ? 0 : phones,
            dice.Chance(4));
    }

    /// <summary>The newest activation of any subscription the person has.</summary>
    public static int? LastDay(in Person person, int asOf)
    {
        int? last = null;
        for (var type = 0; type < ProductTypes.Length; type++)
        {
            if (IsAssigned(person, type, asOf) && Of(person, type, asOf).Day is { } day && !(day < last))
                last = day;
        }

        return last;
    }
}
