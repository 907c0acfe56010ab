using System.Numerics;

namespace GraphSimulator.Tenant;

/// <summary>Where a product's measures stand in a cell of the activity function.</summary>
static class Measures
{
    public const int Count = (int)Measure.Count;

    static readonly int[] Starts =
    [
        (int)Measure.ExchangeActive, (int)Measure.OneDriveActive, (int)Measure.SharePointActive, (int)Measure.TeamsActive,
        (int)Measure.YammerActive, (int)Measure.AppsActive, (int)Measure.BrowserActive, (int)Measure.FormsActive,
        (int)Measure.CopilotActive, (int)Measure.Office365Active,
    ];

    /// <summary>The first measure of a product: whether it was used.</summary>
    public static Measure Active(Product product) => (Measure)Starts[(int)product];

    public static Range Of(Product product) => Starts[(int)product]..Starts[(int)product + 1];

    public static ref int At(this Span<int> cell, Measure measure) => ref cell[(int)measure];

    /// <summary>Adds one cell to another, many measures at a time.</summary>
    public static void Add(ReadOnlySpan<int> cell, Span<int> sums)
    {
        var i = 0;
        for (; i <= cell.Length - Vector<int>.Count; i += Vector<int>.Count)
            (new Vector<int>(sums[i..]) + new Vector<int>(cell[i..])).CopyTo(sums[i..]);
        for (; i < cell.Length; i++)
            sums[i] += cell[i];
    }
}
