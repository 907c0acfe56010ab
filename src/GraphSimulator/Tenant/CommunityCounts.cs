namespace GraphSimulator.Tenant;

/// <summary>What happened in one community during a window.</summary>
struct CommunityCounts
{
    public int Posted;
    public int Read;
    public int Liked;

    public void Add(in CommunityCounts other)
    {
        Posted += other.Posted;
        Read += other.Read;
        Liked += other.Liked;
    }
}
