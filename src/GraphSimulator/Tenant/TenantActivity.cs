namespace GraphSimulator.Tenant;

/// <summary>
/// The activity function: how much of each action a person did on a day, drawn from seed, person, product and day alone. It is the only
/// source of truth; every trend, window and detail report adds up its cells, and so they agree.
/// </summary>
sealed partial class TenantActivity(Timeline timeline, WorkCalendar calendar)
{
    /// <summary>People away for a week: holidays and illness, in a hundred.</summary>
    const int AwayPercent = 8;

    /// <summary>The services that Office 365 in the active user reports stands for.</summary>
    public static readonly Product[] Services =
        [Product.Exchange, Product.OneDrive, Product.SharePoint, Product.Teams, Product.Yammer];

    static readonly Product[] Products = Enum.GetValues<Product>();

    /// <summary>Whether the person used the product on that day. Costs a few nanoseconds; <see cref="Fill"/> agrees with it.</summary>
    public bool IsActive(in Person person, Product product, int day) => IsAtWork(person, day) && Uses(person, product, day);

    /// <summary>The last day up to <paramref name="day"/> on which the person used the product, or null.</summary>
    public int? LastActive(in Person person, Product product, int day)
    {
        if (person.Habits[product] == 0 && product != Product.Apps)
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
        if (product == Product.Exchange)
            FillReceived(person, day, cell);
        return IsAtWork(person, day) && FillUsed(person, product, day, cell);
    }

    /// <summary>Fills a whole cell, which must be zero before. False: nothing happened, not even mail received.</summary>
    public bool FillAll(in Person person, int day, Span<int> cell)
    {
        FillReceived(person, day, cell);
        if (!IsAtWork(person, day))
            return cell.At(Measure.Received) > 0;
        if (person.IsGuest)
            return FillUsed(person, Product.Teams, day, cell);
        var any = false;
        foreach (var product in Products)
        {
            any |= FillUsed(person, product, day, cell);
            if (product == Product.Yammer)
                cell.At(Measure.Office365Active) = any ? 1 : 0;
        }

        return any || cell.At(Measure.Received) > 0;
    }

    bool FillUsed(in Person person, Product product, int day, Span<int> cell)
    {
        if (!Uses(person, product, day))
            return false;
        cell.At(Measures.Active(product)) = 1;
        FillActive(person, product, day, cell);
        return true;
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

    /// <summary>
    /// Whether someone exists and works on a day. Drawn once for all products: who is away uses none of them, who is there most of them.
    /// </summary>
    bool IsAtWork(in Person person, int day)
    {
        if (day < timeline.FirstDay || !person.ExistsOn(day))
            return false;
        var presence = calendar.Presence(person.Unit.Rhythm, day);
        if (Draws.Below(Draws.Of(person.Key, Purpose.Absence, day / 7), 100) < AwayPercent)
            presence >>= 4;
        return Draws.Below(Draws.Of(person.Key, Purpose.AtWork, day), ushort.MaxValue) < presence;
    }

    /// <summary>
    /// Whether someone at work uses a product. The suite is used by whoever reads mail, meets in Teams, or opens a document.
    /// </summary>
    static bool Uses(in Person person, Product product, int day) => product == Product.Apps
        ? person.Holds(Product.Apps)
            && (Chooses(person, Product.Exchange, day) || Chooses(person, Product.Teams, day) || Chooses(person, Product.Apps, day))
        : Chooses(person, product, day);

    static bool Chooses(in Person person, Product product, int day)
    {
        var habit = person.Habits[product];
        if (product == Product.Copilot)
            habit = habit * Adoption(person, day) / 100;
        return habit > 0 && Draws.Below(Draws.Of(person.Key, (int)product, day), 100) < habit;
    }

    /// <summary>People take some weeks to get used to Copilot, in a hundred.</summary>
    static int Adoption(in Person person, int day) =>
        day < person.CopilotFrom ? 0 : Math.Min(100, 20 + (day - person.CopilotFrom) * 80 / 75);

    /// <summary>Mail comes in on days off too, but less.</summary>
    void FillReceived(in Person person, int day, Span<int> cell)
    {
        if (day < timeline.FirstDay || !person.ExistsOn(day) || !person.Holds(Product.Exchange))
            return;
        var dice = new Dice(Draws.Of(person.Key, Purpose.Mail, day));
        var usual = (person.Unit.AtDesk ? 34 : 9) * person.Vigour;
        var atWork = calendar.Presence(person.Unit.Rhythm, day);
        cell.At(Measure.Received) = dice.Amount((int)((long)usual * (atWork + 8000) >> 16));
    }
}
