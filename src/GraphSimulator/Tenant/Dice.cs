namespace GraphSimulator.Tenant;

/// <summary>A run of small random numbers from one draw: twelve bits a throw, a new draw after five.</summary>
struct Dice(ulong draw)
{
    const int Bits = 12;
    const int Sides = 1 << Bits;

    ulong _draw = draw;
    int _left = 5;

    /// <summary>Happens with a chance of <paramref name="percent"/> in a hundred.</summary>
    public bool Chance(int percent) => Throw() * 100 < percent * Sides;

    /// <summary>
    /// How much of something someone did: mostly little, sometimes three times the mean. The mean is in sixteenths, the square of an
    /// even throw gives the skew.
    /// </summary>
    public int Amount(int meanSixteenths)
    {
        var thrown = Throw();
        return (int)((long)meanSixteenths * 3 * thrown * thrown >> (2 * Bits + 4));
    }

    int Throw()
    {
        if (_left-- == 0)
        {
            _draw = Draws.Mix(_draw + 1);
            _left = 4;
        }

        var thrown = (int)(_draw & (Sides - 1));
        _draw = ulong.RotateRight(_draw, Bits);
        return thrown;
    }
}
