using GraphSimulator.Rows;

namespace GraphSimulator.Tenant.Reports;

/// <summary>One group, team, site or community over a window.</summary>
sealed class PlaceRow(ReportView view, PlaceKind kind, int?[] lastActivities, Memberships memberships) : TenantRow(view)
{
    const int OwnerTries = 40;

    readonly PlaceWindow _window = view.Tenant.PlacesIn(view.AsOf, view.Days);
    readonly TextScratch _text = new();
    ulong _key;
    int _created;
    int _deleted;

    public int Place { get; private set; }

    public bool IsGroupSite => kind == PlaceKind.Site && Place < Tenant.Places.Groups;

    public ref readonly PlaceCounts Counts => ref _window[Place];

    public ref readonly CommunityCounts Community => ref _window.Community(Place);

    public int Members => memberships.Members(Place);

    public int Guests => memberships.Guests(Place);

    public bool IsPublic => Tenant.Places.IsPublic(kind, Place);

    public long SiteBytes => Storage.SiteBytes(SiteKey, _created, View.AsOf);

    public long SiteFiles => Storage.SiteFiles(SiteKey, _created, View.AsOf);

    public long GroupMailboxBytes => Storage.GroupMailboxBytes(_key, _created, View.AsOf);

    public long GroupMailboxItems => Storage.GroupMailboxItems(_key, _created, View.AsOf);

    public (int Active, int Shared) Channels => _window.Channels(Place);

    ulong SiteKey => Tenant.Places.Key(PlaceKind.Site, Place);

    public void Move(int place)
    {
        Place = place;
        _key = Tenant.Places.Key(kind, place);
        (_created, _deleted) = Tenant.Places.Life(kind, place);
        _text.Clear();
    }

    /// <summary>What happened in the community behind the group, or null where it has none.</summary>
    public CommunityCounts? GroupCommunity() =>
        Tenant.Places.CommunityOf(Place) is { } community ? _window.Community(community) : null;

    /// <summary>A steady random property of the place.</summary>
    public ulong Draw(int purpose) => Draws.Of(_key, Purpose.Place + 1 + purpose);

    public static Cell IsDeleted(PlaceRow row) => Cell.Boolean(row._deleted <= row.View.AsOf);

    public static Cell LastActivity(PlaceRow row) => Day(row.LastActivityDay);

    public int? LastActivityDay => lastActivities[Place];

    /// <summary>A team bears the identifier of its group; the group's site has one of its own.</summary>
    public Cell Id() => Take(Identity.Of(_key, Identity.Place));

    public Cell Label() => Take(Identity.Of(Tenant.Seed + _key % 3, Identity.Label));

    public Cell Name() => Cell.Text(kind == PlaceKind.Community ? PlaceNames.Community(Place) : PlaceNames.Group(Place));

    /// <summary>The member who owns the place; a few have none.</summary>
    public Cell Owner()
    {
        if (Draw(9) % 40 == 0)
            return Cell.Null;
        PersonNames.WritePrincipalName(OwnerIndex(), _text);
        return _text.Take();
    }

    public Cell SiteUrl()
    {
        // Graph leaves some URLs empty since September 2023 (advisory SP676147).
        if (Draw(10) % 40 == 0)
            return Cell.Null;
        if (Place == Tenant.Places.Groups)
            return Cell.Text("https://contoso.sharepoint.com");
        _text.Append("https://contoso.sharepoint.com/sites/");
        _text.Append(Address());
        return _text.Take();
    }

    public Cell SiteOwnerDisplayName()
    {
        if (IsGroupSite)
            return Cell.Text($"{PlaceNames.Group(Place)} Owners");
        PersonNames.WriteDisplayName(OwnerIndex(), _text);
        return _text.Take();
    }

    public Cell SiteOwnerPrincipalName()
    {
        if (!IsGroupSite)
            return Owner();
        _text.Append(Address());
        _text.Append("@contoso.onmicrosoft.com");
        return _text.Take();
    }

    string Address() => IsGroupSite
        ? PlaceNames.Address(PlaceNames.Group(Place), Place)
        : PlaceNames.Address(PlaceNames.CommunicationSite(Place - Tenant.Places.Groups), 0);

    /// <summary>Someone at a desk who was there when the place came and has not left; failing that, whoever was looked at last.</summary>
    int OwnerIndex()
    {
        var index = 0;
        for (var i = 0; i < OwnerTries; i++)
        {
            index = Draws.Below(Draws.Of(_key, Purpose.Place + 32 + i), Tenant.People.AtStart);
            var person = Tenant.People[index];
            if (person.Unit.AtDesk && person.Licence != Licence.None && person.Hired <= _created && person.Deleted == Person.Never)
                break;
        }

        return index;
    }

    Cell Take(Guid id)
    {
        _text.Append(id);
        return _text.Take();
    }
}
