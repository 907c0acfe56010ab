using System.Numerics;

namespace GraphSimulator.Tenant;

/// <summary>What happened in each place during a window, gathered from what people did.</summary>
sealed class PlaceWindow
{
    static readonly Product[] Products = [Product.Exchange, Product.SharePoint, Product.Teams, Product.Yammer];

    readonly Places _places;
    readonly PlaceCounts[] _sites;
    readonly CommunityCounts[] _communities;

    PlaceWindow(Places places)
    {
        _places = places;
        _sites = new PlaceCounts[places.Sites];
        _communities = new CommunityCounts[places.Communities];
    }

    /// <summary>The counts of a site; those of a group and its team under the group's number.</summary>
    public ref readonly PlaceCounts this[int site] => ref _sites[site];

    public ref readonly CommunityCounts Community(int community) => ref _communities[community];

    public int ActiveChannels { get; private set; }

    public int ActiveSharedChannels { get; private set; }

    public static PlaceWindow Compute(TenantFacts tenant, int asOf, int days)
    {
        var result = new PlaceWindow(tenant.Places);
        Parallel.For(0, tenant.People.Count, tenant.Parallel, () => new PlaceWindow(tenant.Places), (index, _, part) =>
        {
            part.Add(tenant, tenant.People[index], asOf, days);
            return part;
        }, part =>
        {
            lock (result)
                result.Add(part);
        });
        result.CountChannels();
        return result;
    }

    /// <summary>The channels written in, and how many of them are shared with other companies.</summary>
    public (int Active, int Shared) Channels(int group)
    {
        var (active, shared) = (0, 0);
        for (var rest = _sites[group].Channels; rest != 0; rest &= rest - 1)
        {
            active++;
            shared += _places.IsShared(group, BitOperations.TrailingZeroCount(rest)) ? 1 : 0;
        }

        return (active, shared);
    }

    void Add(TenantFacts tenant, in Person person, int asOf, int days)
    {
        Span<int> cell = stackalloc int[Measures.Count];
        Span<int> teams = stackalloc int[Places.Homes * 2];
        var visited = 0;
        for (var day = Math.Max(asOf - days + 1, person.Hired); day <= asOf && day < person.Deleted; day++)
        {
            cell.Clear();
            foreach (var product in Products)
                tenant.Activity.Fill(person, product, day, cell);
            AddDay(person, day, cell, teams, ref visited);
        }
    }

    void AddDay(in Person person, int day, Span<int> cell, Span<int> teams, ref int visited)
    {
        if (cell.At(Measure.TeamVisit) != 0)
            AddTeam(person, day, cell, teams, ref visited);
        if (cell.At(Measure.SharePointActive) != 0)
            AddSite(ref _sites[_places.SiteOf(person, day)], cell);
        if (cell.At(Measure.YammerActive) != 0)
            AddCommunity(ref _communities[_places.CommunityOf(person, day)], cell);
        if (cell.At(Measure.Sent) > 0 && _places.MailedGroup(person, day) is { } mailed)
            _sites[mailed].Mails += GroupMail.Of(cell);
    }

    void AddTeam(in Person person, int day, Span<int> cell, Span<int> teams, ref int visited)
    {
        var (group, channel) = _places.TeamOf(person, day);
        ref var counts = ref _sites[group];
        counts.Channels |= 1u << channel;
        counts.Posts += cell.At(Measure.Posts);
        counts.Replies += cell.At(Measure.Replies);
        counts.Urgent += cell.At(Measure.Urgent);
        counts.Reactions += cell.At(Measure.Reactions);
        counts.Mentions += cell.At(Measure.Mentions);
        counts.ChannelMeetings += cell.At(Measure.ChannelMeetings);
        if (teams[..visited].Contains(group))
            return;
        teams[visited++] = group;
        if (!person.IsGuest)
            counts.ActiveUsers++;
        else if (person.IsExternal)
            counts.ExternalUsers++;
        else
            counts.Guests++;
    }

    static void AddSite(ref PlaceCounts counts, Span<int> cell)
    {
        counts.Files += cell.At(Measure.SharePointViewed) + cell.At(Measure.SharePointSynced);
        counts.VisitedPages += cell.At(Measure.VisitedPages);
        counts.PageViews += cell.At(Measure.PageViews);
    }

    static void AddCommunity(ref CommunityCounts counts, Span<int> cell)
    {
        counts.Posted += cell.At(Measure.YammerPosted);
        counts.Read += cell.At(Measure.YammerRead);
        counts.Liked += cell.At(Measure.YammerLiked);
    }

    void Add(PlaceWindow part)
    {
        for (var i = 0; i < _sites.Length; i++)
            _sites[i].Add(part._sites[i]);
        for (var i = 0; i < _communities.Length; i++)
            _communities[i].Add(part._communities[i]);
    }

    void CountChannels()
    {
        for (var group = 0; group < _places.Groups; group++)
        {
            var (active, shared) = Channels(group);
            ActiveChannels += active;
            ActiveSharedChannels += shared;
        }
    }
}
