namespace GraphSimulator.Tenant;

/// <summary>Cells added up per person over a window, then over people: so <see cref="Totals.Users"/> counts each person once.</summary>
sealed class WindowTotals
{
    WindowTotals()
    {
    }

    /// <summary>Members who still have a plan on the window's last day.</summary>
    public Totals Current { get; } = new();

    /// <summary>All members, those deleted during the window too.</summary>
    public Totals Members { get; } = new();

    public Totals Guests { get; } = new();

    /// <summary>Of the guests, those from another company's directory who wrote in a team.</summary>
    public int ExternalUsers { get; private set; }

    public static WindowTotals Compute(TenantFacts tenant, int asOf, int days)
    {
        var result = new WindowTotals();
        Parallel.For(0, tenant.People.Count, tenant.Parallel, () => new WindowTotals(), (index, _, part) =>
        {
            part.Add(tenant, tenant.People[index], asOf, days);
            return part;
        }, part =>
        {
            lock (result)
                result.Add(part);
        });
        return result;
    }

    void Add(TenantFacts tenant, in Person person, int asOf, int days)
    {
        Span<int> window = stackalloc int[Measures.Count];
        Span<int> cell = stackalloc int[Measures.Count];
        window.Clear();
        var any = false;
        for (var day = Math.Max(asOf - days + 1, person.Hired); day <= asOf && day < person.Deleted; day++)
        {
            cell.Clear();
            if (!tenant.Activity.FillAll(person, day, cell))
                continue;
            any = true;
            Measures.Add(cell, window);
        }

        if (!any)
            return;
        (person.IsGuest ? Guests : Members).Add(window);
        if (person.IsExternal && window.At(Measure.TeamVisit) > 0)
            ExternalUsers++;
        if (!person.IsGuest && person.ExistsOn(asOf))
            Current.Add(window);
    }

    void Add(WindowTotals part)
    {
        Current.Add(part.Current);
        Members.Add(part.Members);
        Guests.Add(part.Guests);
        ExternalUsers += part.ExternalUsers;
    }
}
