namespace GraphSimulator.Tenant;

/// <summary>What happened in one place during a window. A group, its site and its team share one.</summary>
struct PlaceCounts
{
    public int Mails;
    public int Files;
    public int VisitedPages;
    public int PageViews;
    public int Posts;
    public int Replies;
    public int Urgent;
    public int Reactions;
    public int Mentions;
    public int ChannelMeetings;
    public int ActiveUsers;
    public int Guests;
    public int ExternalUsers;

    /// <summary>A bit for each channel written in.</summary>
    public uint Channels;

    public void Add(in PlaceCounts other)
    {
        Mails += other.Mails;
        Files += other.Files;
        VisitedPages += other.VisitedPages;
        PageViews += other.PageViews;
        Posts += other.Posts;
        Replies += other.Replies;
        Urgent += other.Urgent;
        Reactions += other.Reactions;
        Mentions += other.Mentions;
        ChannelMeetings += other.ChannelMeetings;
        ActiveUsers += other.ActiveUsers;
        Guests += other.Guests;
        ExternalUsers += other.ExternalUsers;
        Channels |= other.Channels;
    }
}
