namespace GraphSimulator.Tenant;

/// <summary>How many of the messages someone sent on a day went to the group they mailed.</summary>
static class GroupMail
{
    const int Most = 5;

    public static int Of(Span<int> cell) => Math.Min(cell.At(Measure.Sent), 1 + cell.At(Measure.Sent) % Most);
}
