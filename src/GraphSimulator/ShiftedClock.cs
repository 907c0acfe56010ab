namespace GraphSimulator;

/// <summary>A clock that shows a given instant when it is made and runs on from there; timers keep the machine's pace.</summary>
public sealed class ShiftedClock(DateTimeOffset now) : TimeProvider
{
    readonly TimeSpan _shift = now - System.GetUtcNow();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;
}
