namespace GraphSimulator.Tenant;

/// <summary>
/// The activity function: how much of each action a person did on a day, drawn from seed, person, product and day alone. It is the only
/// source of truth; every trend, window and detail report adds up its cells, and so they agree.
/// </summary>
sealed partial class TenantActivity(Timeline timeline, WorkCalendar calendar)
{
    /// <summary>People away for a week: holidays and illness, in a hundred.</summary>
    const int AwayPercent = 8;

    /// <summary>People who have a product and never touch it, in a hundred.</summary>
    const int NeverPercent = 5;

    /// <summary>Guests have no habits but this: days in a hundred on which they come to Teams.</summary>
    const int GuestHabit = 12;

    /// <summary>The services that Office 365 in the active user reports stands for.</summary>
    public static readonly Product[] Services =
        [Product.Exchange, Product.OneDrive, Product.SharePoint, Product.Teams, Product.Yammer];

    static readonly Product[] Products = Enum.GetValues<Product>();

    /// <summary>Whether the person used the product on that day. Costs a few nanoseconds; <see cref="Fill"/> agrees with it.</summary>
    public bool IsActive(in Person person, Product product, int day)
    {
        if (day < timeline.FirstDay || !person.ExistsOn(day))
            return false;
        return product == Product.Apps ? UsesApps(person, day) : Uses(person, product, day);
    }

    /// <summary>The last day up to <paramref name="day"/> on which the person used the product, or null.</summary>
    public int? LastActive(in Person person, Product product, int day)
    {
        if (product != Product.Apps && Habit(person, product) == 0)
            return null;
        var first = Math.Max(timeline.FirstDay, person.Hired);
        for (var d = Math.Min(day, person.Deleted - 1); d >= first; d--)
        {
            if (IsActive(person, product, d))
                return d;
        }

        return null;
    }

    /// <summary>Fills the product's block of the cell, which must be zero before. False: it was not used.</summary>
    public bool Fill(in Person person, Product product, int day, Span<int> cell)
    {
        if (day < timeline.FirstDay || !person.ExistsOn(day))
            return false;
        var active = IsActive(person, product, day);
        if (product == Product.Exchange && person.Holds(Product.Exchange))
            cell.At(Measure.Received) = Received(person, day);
        if (!active)
            return false;
        cell.At(Measures.Active(product)) = 1;
        FillActive(person, product, day, cell);
        return true;
    }

    /// <summary>Fills a whole cell, which must be zero before. False: nothing happened, not even mail received.</summary>
    public bool FillAll(in Person person, int day, Span<int> cell)
    {
        if (day < timeline.FirstDay || !person.ExistsOn(day))
            return false;
        if (person.IsGuest)
            return Fill(person, Product.Teams, day, cell);
        if (person.Licence == Licence.None)
            return false;
        var any = false;
        foreach (var product in Products)
        {
            any |= Fill(person, product, day, cell);
            if (product == Product.Yammer)
                cell.At(Measure.Office365Active) = any ? 1 : 0;
        }

        return any || cell.At(Measure.Received) > 0;
    }

    void FillActive(in Person person, Product product, int day, Span<int> cell)
    {
        var dice = new Dice(Draws.Of(person.Key, (int)product, ~day));
        switch (product)
        {
            case Product.Exchange:
                FillExchange(person, ref dice, cell);
                break;
            case Product.OneDrive:
                FillOneDrive(person, ref dice, cell);
                break;
            case Product.SharePoint:
                FillSharePoint(person, ref dice, cell);
                break;
            case Product.Teams:
                FillTeams(person, ref dice, cell);
                break;
            case Product.Yammer:
                FillYammer(person, ref dice, cell);
                break;
            case Product.Apps:
                FillApps(person, day, ref dice, cell);
                break;
            case Product.Browser:
                FillBrowser(ref dice, cell);
                break;
            case Product.Forms:
                FillForms(ref dice, cell);
                break;
            case Product.Copilot:
                FillCopilot(person, ref dice, cell);
                break;
        }
    }

    bool Uses(in Person person, Product product, int day)
    {
        var habit = Habit(person, product);
        if (habit == 0)
            return false;
        var chance = (long)habit * Presence(person, day);
        if (product == Product.Copilot)
            chance = chance * Adoption(person, day) / 100;
        return (long)(Draws.Of(person.Key, (int)product, day) >> 40) * 100 < chance << 8;
    }

    /// <summary>The suite is used by whoever reads mail, meets in Teams, or opens a document.</summary>
    bool UsesApps(in Person person, int day) =>
        person.Holds(Product.Apps)
        && (Uses(person, Product.Exchange, day) || Uses(person, Product.Teams, day) || Uses(person, Product.Apps, day));

    /// <summary>Working days in a hundred on which the person uses the product; 0 for never.</summary>
    static int Habit(in Person person, Product product)
    {
        if (person.IsGuest)
            return product == Product.Teams ? GuestHabit : 0;
        if (!person.Holds(product) || (product == Product.Copilot && person.CopilotFrom == Person.Never))
            return 0;
        var draw = Draws.Of(person.Key, Purpose.Habit + (int)product);
        if (Draws.Below(draw, 100) < NeverPercent)
            return 0;
        var personal = 50 + Draws.Below(Draws.Mix(draw), 80);
        return Math.Clamp(person.Unit.Habits[(int)product] * personal / 100, 1, 98);
    }

    int Presence(in Person person, int day)
    {
        var presence = calendar.Presence(person.Unit.Rhythm, day);
        var away = Draws.Below(Draws.Of(person.Key, Purpose.Absence, day / 7), 100) < AwayPercent;
        return away ? presence >> 4 : presence;
    }

    /// <summary>People take some weeks to get used to Copilot, in a hundred.</summary>
    static int Adoption(in Person person, int day) =>
        day < person.CopilotFrom ? 0 : Math.Min(100, 20 + (day - person.CopilotFrom) * 80 / 75);

    int Received(in Person person, int day)
    {
        var dice = new Dice(Draws.Of(person.Key, Purpose.Mail, day));
        var usual = (person.Unit.AtDesk ? 34 : 9) * person.Vigour;
        var atWork = calendar.Presence(person.Unit.Rhythm, day);
        return dice.Amount((int)((long)usual * (atWork + 8000) >> 16));
    }
}
