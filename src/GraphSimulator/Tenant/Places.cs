namespace GraphSimulator.Tenant;

/// <summary>
/// Where things happen: Microsoft 365 groups, of which the first in each department are teams, the sites of groups and the
/// communication sites, and the communities of Viva Engage. People go to a few homes, the popular ones more often.
/// </summary>
sealed class Places
{
    /// <summary>Groups a member belongs to: two teams and a group of the own department, and one of any department.</summary>
    public const int Homes = 4;

    const int GuestHomes = 2;
    const int CommunityHomes = 2;
    const int RetentionDays = 30;
    const ulong PlaceKey = 0xC2B2AE3D27D4EB4F;

    static readonly int Units = Department.All.Length;

    readonly ulong _seed;
    readonly Timeline _timeline;

    public Places(ulong seed, int users, Timeline timeline)
    {
        _seed = seed;
        _timeline = timeline;
        GroupsPerUnit = Math.Max(4, users / 60);
        TeamsPerUnit = GroupsPerUnit * 3 / 5;
        CommunicationSites = Math.Max(5, users / 60);
        Communities = Math.Max(6, users / 80);
    }

    public int GroupsPerUnit { get; }

    public int TeamsPerUnit { get; }

    public int Groups => GroupsPerUnit * Units;

    public int CommunicationSites { get; }

    /// <summary>Sites of groups come first, under the group's number.</summary>
    public int Sites => Groups + CommunicationSites;

    public int Communities { get; }

    public static int Unit(int group) => group % Units;

    /// <summary>The group's number within its department; 0 is the group of the whole department.</summary>
    public static int Local(int group) => group / Units;

    public bool IsTeam(int group) => Local(group) < TeamsPerUnit;

    public ulong Key(PlaceKind kind, int index) => Draws.Mix(_seed + PlaceKey * (ulong)(kind + 1) + (ulong)index * 0x9FB21C651E98DF25);

    /// <summary>One in three is public.</summary>
    public bool IsPublic(PlaceKind kind, int index) => Key(kind, index) % 3 == 0;

    /// <summary>The days a place came and went. The department's own group and the intranet were always there.</summary>
    public (int Created, int Deleted) Life(PlaceKind kind, int index)
    {
        if (kind == PlaceKind.Site && index < Groups)
            return Life(PlaceKind.Group, index);
        var first = kind == PlaceKind.Group ? Local(index) == 0 : index == (kind == PlaceKind.Site ? Groups : 0);
        var draw = Draws.Of(Key(kind, index), Purpose.Place);
        var created = first || Draws.Below(draw, 100) < 72
            ? _timeline.FirstDay - 40 - Draws.Below(Draws.Mix(draw), 2500)
            : _timeline.FirstDay + Draws.Below(Draws.Mix(draw), _timeline.Days + 90);
        var deleted = !first && Draws.Below(Draws.Mix(draw + 1), 100) < 7
            ? Math.Max(created, _timeline.FirstDay) + 20 + Draws.Below(Draws.Mix(draw + 2), _timeline.Days + 180)
            : Person.Never;
        return (created, deleted);
    }

    public bool ExistsOn(PlaceKind kind, int index, int day)
    {
        var (created, deleted) = Life(kind, index);
        return day >= created && day < deleted;
    }

    /// <summary>Reports go on listing a deleted place while it could be restored.</summary>
    public bool IsListed(PlaceKind kind, int index, int day)
    {
        var (created, deleted) = Life(kind, index);
        return day >= created && (deleted == Person.Never || day < deleted + RetentionDays);
    }

    /// <summary>The group of one of a person's homes on a day; a home that is not there sends them to the department's group.</summary>
    public int Home(in Person person, int slot, int day)
    {
        var group = HomeEver(person, slot);
        return ExistsOn(PlaceKind.Group, group, day) ? group : Unit(group);
    }

    /// <summary>The group of one of a person's homes, whether or not it is there yet.</summary>
    public int HomeEver(in Person person, int slot)
    {
        var draw = Draws.Of(person.Key, Purpose.Home + slot);
        var unit = slot == Homes - 1 ? Draws.Below(Draws.Mix(draw), Units) : person.Department;
        return unit + Units * Popular(draw, slot < 2 ? TeamsPerUnit : GroupsPerUnit);
    }

    public static int HomesOf(in Person person) => person.IsGuest ? GuestHomes : Homes;

    /// <summary>The team and channel a person wrote in on a day.</summary>
    public (int Group, int Channel) TeamOf(in Person person, int day)
    {
        var draw = Draws.Of(person.Key, Purpose.TeamPlace, day);
        var group = Home(person, Draws.Below(draw, 3) == 0 ? 1 : 0, day);
        return (group, Popular(Draws.Mix(draw), Channels(group)));
    }

    public int Channels(int group) => 3 + (int)(Key(PlaceKind.Group, group) >> 32) % 9;

    /// <summary>A channel people of other companies take part in.</summary>
    public bool IsShared(int group, int channel) => channel > 1 && Draws.Of(Key(PlaceKind.Group, group), channel) % 7 == 0;

    /// <summary>The site a person worked in on a day.</summary>
    public int SiteOf(in Person person, int day)
    {
        var draw = Draws.Of(person.Key, Purpose.SitePlace, day);
        if (Draws.Below(draw, 100) < 70)
            return Home(person, Draws.Below(Draws.Mix(draw), Homes), day);
        var site = Groups + Popular(Draws.Mix(draw), CommunicationSites);
        return ExistsOn(PlaceKind.Site, site, day) ? site : Groups;
    }

    /// <summary>The group some of a person's mail of a day went to, or null.</summary>
    public int? MailedGroup(in Person person, int day)
    {
        var draw = Draws.Of(person.Key, Purpose.MailPlace, day);
        return Draws.Below(draw, 100) < 16 ? Home(person, Draws.Below(Draws.Mix(draw), Homes), day) : null;
    }

    /// <summary>The community a person was in on a day.</summary>
    public int CommunityOf(in Person person, int day)
    {
        var community = CommunityHome(person, Draws.Below(Draws.Of(person.Key, Purpose.YammerPlace, day), CommunityHomes));
        return ExistsOn(PlaceKind.Community, community, day) ? community : 0;
    }

    public int CommunityHome(in Person person, int slot) => Popular(Draws.Of(person.Key, Purpose.YammerPlace + 1 + slot), Communities);

    /// <summary>The group behind a community: every second one has one, the last groups of the departments.</summary>
    public int? GroupOf(int community)
    {
        var pair = community / 2;
        var local = GroupsPerUnit - 1 - pair / Units;
        return community % 2 == 0 && local >= TeamsPerUnit ? pair % Units + Units * local : null;
    }

    /// <summary>The community of a group, or null.</summary>
    public int? CommunityOf(int group)
    {
        var community = ((GroupsPerUnit - 1 - Local(group)) * Units + Unit(group)) * 2;
        return !IsTeam(group) && community < Communities ? community : null;
    }

    /// <summary>Low numbers are drawn more often.</summary>
    static int Popular(ulong draw, int count)
    {
        var share = Draws.Share(draw);
        return (int)(count * share * share);
    }
}
