namespace GraphSimulator.Faults;

/// <summary>A clock that can be put forward and back; it keeps the pace of another, and its timers are the other's.</summary>
public sealed class AdjustableClock(TimeProvider pace) : TimeProvider
{
    long _shift;

    /// <inheritdoc/>
    public override long TimestampFrequency => pace.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => pace.LocalTimeZone;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => pace.GetUtcNow().AddTicks(Interlocked.Read(ref _shift));

    /// <inheritdoc/>
    public override long GetTimestamp() => pace.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        pace.CreateTimer(callback, state, dueTime, period);

    /// <summary>Puts the clock forward, or back where negative.</summary>
    public void Advance(TimeSpan span) => Interlocked.Add(ref _shift, span.Ticks);

    /// <summary>Puts the clock to an instant.</summary>
    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _shift, (now - pace.GetUtcNow()).Ticks);
}
