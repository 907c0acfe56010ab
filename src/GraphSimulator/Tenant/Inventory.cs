namespace GraphSimulator.Tenant;

/// <summary>
/// What existed on one day and how much it stored: licences, and the mailboxes, OneDrives, sites and groups that reports list.
/// </summary>
sealed class Inventory
{
    static readonly Product[] Products = Enum.GetValues<Product>();

    readonly int[] _mailboxesByStatus = new int[(int)QuotaStatus.SendReceiveProhibited + 1];
    readonly int[] _licensed = new int[Products.Length];

    public int Mailboxes { get; private set; }

    public long MailboxBytes { get; private set; }

    public int Drives { get; private set; }

    public long DriveBytes { get; private set; }

    public long DriveFiles { get; private set; }

    public int Sites { get; private set; }

    public long SiteBytes { get; private set; }

    public long SiteFiles { get; private set; }

    public int Groups { get; private set; }

    public long GroupMailboxBytes { get; private set; }

    public long GroupSiteBytes { get; private set; }

    public long GroupSiteFiles { get; private set; }

    public int Communities { get; private set; }

    public int PublicTeams { get; private set; }

    public int PrivateTeams { get; private set; }

    /// <summary>People with a plan of any kind on the day.</summary>
    public int LicensedUsers { get; private set; }

    public int MailboxesWith(QuotaStatus status) => _mailboxesByStatus[(int)status];

    /// <summary>People with a licence for the product on the day.</summary>
    public int Licensed(Product product) => _licensed[(int)product];

    public static Inventory Compute(TenantFacts tenant, int day)
    {
        var result = new Inventory();
        for (var i = 0; i < tenant.People.Members; i++)
            result.Add(tenant.People[i], day);
        for (var i = 0; i < tenant.Places.Sites; i++)
            result.AddSite(tenant.Places, i, day);
        for (var i = 0; i < tenant.Places.Communities; i++)
            result.Communities += tenant.Places.IsListed(PlaceKind.Community, i, day) ? 1 : 0;
        return result;
    }

    void Add(in Person person, int day)
    {
        if (person.Licence != Licence.None && person.ExistsOn(day))
            LicensedUsers++;
        foreach (var product in Products)
            _licensed[(int)product] += person.IsLicensedFor(product, day) ? 1 : 0;
        if (!Storage.IsKept(person, day))
            return;
        if (person.Holds(Product.Exchange))
        {
            var used = Storage.MailboxBytes(person, day);
            Mailboxes++;
            MailboxBytes += used;
            _mailboxesByStatus[(int)MailboxQuota.Of(person.Licence).Status(used)]++;
        }

        if (person.Holds(Product.OneDrive))
        {
            Drives++;
            DriveBytes += Storage.DriveBytes(person, day);
            DriveFiles += Storage.DriveFiles(person, day);
        }
    }

    void AddSite(Places places, int site, int day)
    {
        if (!places.IsListed(PlaceKind.Site, site, day))
            return;
        var created = places.Life(PlaceKind.Site, site).Created;
        var key = places.Key(PlaceKind.Site, site);
        var (bytes, files) = (Storage.SiteBytes(key, created, day), Storage.SiteFiles(key, created, day));
        Sites++;
        SiteBytes += bytes;
        SiteFiles += files;
        if (site >= places.Groups)
            return;
        Groups++;
        GroupMailboxBytes += Storage.GroupMailboxBytes(places.Key(PlaceKind.Group, site), created, day);
        GroupSiteBytes += bytes;
        GroupSiteFiles += files;
        if (places.IsTeam(site))
        {
            PublicTeams += places.IsPublic(PlaceKind.Group, site) ? 1 : 0;
            PrivateTeams += places.IsPublic(PlaceKind.Group, site) ? 0 : 1;
        }
    }
}
