namespace GraphSimulator.Tenant;

/// <summary>A set of place numbers, a bit each.</summary>
sealed class PlaceSet(int places)
{
    readonly ulong[] _bits = new ulong[(places >> 6) + 1];

    public int Count { get; private set; }

    public bool Contains(int place) => (_bits[place >> 6] >> place & 1) != 0;

    public void Add(int place)
    {
        if (Contains(place))
            return;
        _bits[place >> 6] |= 1UL << place;
        Count++;
    }
}
