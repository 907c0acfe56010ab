namespace GraphSimulator.Tenant;

/// <summary>
/// Chance without state: the same key always draws the same number, so any cell can be computed at any time, in any order.
/// </summary>
static class Draws
{
    const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every input bit touches every output bit.</summary>
    public static ulong Mix(ulong x)
    {
        x ^= x >> 30;
        x *= 0xBF58476D1CE4E5B9;
        x ^= x >> 27;
        x *= 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    /// <summary>The draw of a key for one purpose.</summary>
    public static ulong Of(ulong key, int purpose) => Mix(key + (ulong)purpose * Golden);

    /// <summary>The draw of a key for one purpose on one day.</summary>
    public static ulong Of(ulong key, int purpose, int day) => Mix(key + (ulong)purpose * Golden + (ulong)day * 0xD1342543DE82EF95);

    /// <summary>A number from 0 to <paramref name="count"/> − 1.</summary>
    public static int Below(ulong draw, int count) => (int)Math.BigMul(draw, (ulong)count, out _);

    /// <summary>The draw as a share of one, 0 included, 1 excluded.</summary>
    public static double Share(ulong draw) => (draw >> 11) * (1.0 / (1UL << 53));
}
