namespace GraphSimulator.Tenant;

/// <summary>What happened in groups, teams, sites and communities on one day.</summary>
sealed class PlaceDay(Places places)
{
    public PlaceSet ActiveGroups { get; } = new(places.Groups);

    public PlaceSet ActiveTeams { get; } = new(places.Groups);

    public PlaceSet ActiveSites { get; } = new(places.Sites);

    public PlaceSet ActiveCommunities { get; } = new(places.Communities);

    public int ActivePublicTeams { get; private set; }

    public int ActiveChannels { get; private set; }

    public int ActiveSharedChannels { get; private set; }

    public int Guests { get; private set; }

    public int ExternalUsers { get; private set; }

    public long GroupMails { get; private set; }

    /// <summary>Files worked on in the sites of groups.</summary>
    public long GroupFiles { get; private set; }

    public long GroupPosted { get; private set; }

    public long GroupRead { get; private set; }

    public long GroupLiked { get; private set; }

    /// <summary>
    /// Adds what a person did, to the places where it was done. <paramref name="channels"/> has a bit for each channel of each group that
    /// was met so far: needed while the day is added up, and too large to be kept with it.
    /// </summary>
    public void Add(in Person person, int day, Span<int> cell, Span<uint> channels)
    {
        if (cell.At(Measure.TeamVisit) != 0)
            AddTeam(person, day, channels);
        if (cell.At(Measure.SharePointActive) != 0)
            AddSite(places.SiteOf(person, day), cell);
        if (cell.At(Measure.YammerActive) != 0)
            AddCommunity(places.CommunityOf(person, day), cell);
        if (cell.At(Measure.Sent) > 0 && places.MailedGroup(person, day) is { } mailed)
        {
            GroupMails += GroupMail.Of(cell);
            ActiveGroups.Add(mailed);
        }
    }

    void AddTeam(in Person person, int day, Span<uint> channels)
    {
        var (group, channel) = places.TeamOf(person, day);
        ActiveGroups.Add(group);
        if (!ActiveTeams.Contains(group) && places.IsPublic(PlaceKind.Group, group))
            ActivePublicTeams++;
        ActiveTeams.Add(group);
        if ((channels[group] >> channel & 1) == 0)
        {
            channels[group] |= 1u << channel;
            ActiveChannels++;
            ActiveSharedChannels += places.IsShared(group, channel) ? 1 : 0;
        }

        if (person.IsGuest)
        {
            Guests += person.IsExternal ? 0 : 1;
            ExternalUsers += person.IsExternal ? 1 : 0;
        }
    }

    void AddSite(int site, Span<int> cell)
    {
        ActiveSites.Add(site);
        if (site >= places.Groups)
            return;
        ActiveGroups.Add(site);
        GroupFiles += cell.At(Measure.SharePointViewed) + cell.At(Measure.SharePointSynced);
    }

    void AddCommunity(int community, Span<int> cell)
    {
        ActiveCommunities.Add(community);
        if (places.GroupOf(community) is not { } group)
            return;
        ActiveGroups.Add(group);
        GroupPosted += cell.At(Measure.YammerPosted);
        GroupRead += cell.At(Measure.YammerRead);
        GroupLiked += cell.At(Measure.YammerLiked);
    }
}
