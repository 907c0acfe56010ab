namespace GraphSimulator.Tenant.Reports;

/// <summary>How many people belong to each group or community as of a day: all whose homes it is.</summary>
sealed class Memberships
{
    readonly int[] _members;
    readonly int[] _guests;

    Memberships(int places)
    {
        _members = new int[places];
        _guests = new int[places];
    }

    public int Members(int place) => _members[place];

    public int Guests(int place) => _guests[place];

    public static Memberships Count(ReportView view, PlaceKind kind, int places)
    {
        var result = new Memberships(places);
        if (kind == PlaceKind.Site)
            return result;
        var people = view.Tenant.People;
        for (var i = 0; i < people.Count; i++)
        {
            if (people.ExistsOn(i, view.AsOf))
                result.Add(view.Tenant.Places, people[i], kind);
        }

        return result;
    }

    void Add(Places places, in Person person, PlaceKind kind)
    {
        if (kind == PlaceKind.Community)
        {
            // Everyone with a licence is in the two communities they visit.
            if (person.Holds(Product.Yammer))
                AddAll(person, [places.CommunityHome(person, 0), places.CommunityHome(person, 1)]);
            return;
        }

        Span<int> homes = stackalloc int[Places.Homes];
        var count = Places.HomesOf(person);
        for (var slot = 0; slot < count; slot++)
            homes[slot] = places.HomeEver(person, slot);
        AddAll(person, homes[..count]);
    }

    void AddAll(in Person person, ReadOnlySpan<int> homes)
    {
        for (var i = 0; i < homes.Length; i++)
        {
            if (!homes[..i].Contains(homes[i]))
                (person.IsGuest ? _guests : _members)[homes[i]]++;
        }
    }
}
