namespace GraphSimulator.Tenant;

/// <summary>One day of the whole tenant, added up over everyone.</summary>
sealed class TenantDay(Totals members, Totals guests, PlaceDay places)
{
    /// <summary>The company's own people; only those with a plan do anything.</summary>
    public Totals Members => members;

    public Totals Guests => guests;

    public PlaceDay Places => places;

    /// <summary>Adds up every cell of the day: for 2 500 accounts about half a millisecond.</summary>
    public static TenantDay Compute(TenantFacts tenant, int day)
    {
        var (members, guests, places) = (new Totals(), new Totals(), new PlaceDay(tenant.Places));
        var channels = new uint[tenant.Places.Groups];
        Span<int> cell = stackalloc int[Measures.Count];
        for (var i = 0; i < tenant.People.Count; i++)
        {
            if (!tenant.People.ExistsOn(i, day))
                continue;
            var person = tenant.People[i];
            cell.Clear();
            if (!tenant.Activity.FillAll(person, day, cell))
                continue;
            (person.IsGuest ? guests : members).Add(cell);
            places.Add(person, day, cell, channels);
        }

        return new TenantDay(members, guests, places);
    }
}
