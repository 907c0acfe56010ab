namespace ODataFeed.Tests;

/// <summary>A clock that stands still until a test moves it; timers run when their time is reached.</summary>
sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    readonly Lock _lock = new();
    readonly List<ManualTimer> _timers = [];
    DateTimeOffset _now = now;

    /// <summary>Every wait that was asked for.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow() => _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            Waits.Add(dueTime);
            var timer = new ManualTimer(this, callback, state, period) { Due = DueAt(dueTime) };
            _timers.Add(timer);
            return timer;
        }
    }

    public void Advance(TimeSpan by)
    {
        var until = _now + by;
        while (NextDue(until) is { } timer)
            timer.Run();
        _now = until;
    }

    /// <summary>Moves the clock to the next timer, again and again, until the work is done.</summary>
    public async Task<T> PassUntilAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            if (NextDue(DateTimeOffset.MaxValue) is { } timer)
                timer.Run();
            else
                await Task.Yield();
        }

        return await work;
    }

    DateTimeOffset DueAt(TimeSpan dueTime) => dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : _now + dueTime;

    ManualTimer? NextDue(DateTimeOffset until)
    {
        lock (_lock)
        {
            var next = _timers.Where(timer => timer.Due <= until && timer.Due < DateTimeOffset.MaxValue).MinBy(timer => timer.Due);
            if (next is null)
                return null;
            _now = next.Due > _now ? next.Due : _now;
            next.Due = next.Period > TimeSpan.Zero ? next.Due + next.Period : DateTimeOffset.MaxValue;
            return next;
        }
    }

    sealed class ManualTimer(ManualTime clock, TimerCallback callback, object? state, TimeSpan period) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; } = period;

        public void Run() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                Due = clock.DueAt(dueTime);
                Period = period;
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._lock)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
