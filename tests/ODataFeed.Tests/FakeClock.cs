namespace ODataFeed.Tests;

/// <summary>A clock that stands still until it is moved; timers that come due fire while it is.</summary>
sealed class FakeClock(DateTimeOffset? start = null) : TimeProvider
{
    /// <summary>How often the pool is looked at before its work is taken for that of others.</summary>
    public const int MostPatience = 12;

    readonly Lock _lock = new();
    readonly List<Timer> _timers = [];
    TimeSpan _corrections;
    DateTimeOffset _now = start ?? new DateTimeOffset(2026, 11, 1, 6, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now + _corrections;
    }

    public override long GetTimestamp()
    {
        lock (_lock)
            return _now.Ticks;
    }

    /// <summary>Sets the time of day and date by so much; no time passes, and timers and timestamps do not know of it.</summary>
    public void Set(TimeSpan by)
    {
        lock (_lock)
            _corrections += by;
    }

    /// <summary>The timers waiting, to see that somebody does.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _timers.Count(timer => timer.Due is not null);
        }
    }

    /// <summary>When the next timer comes due; null where none waits.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_lock)
                return _timers.Min(timer => timer.Due);
        }
    }

    /// <summary>Every wait that was asked for.</summary>
    public List<TimeSpan> Waits { get; } = [];

    /// <summary>Moves to the next timer that comes due, again and again, until the work is done.</summary>
    /// <param name="work">What waits for time to pass.</param>
    /// <param name="activity">Counts what the work does; while it rises, no time passes.</param>
    public async Task<T> PassUntilAsync<T>(Task<T> work, Func<int>? activity = null)
    {
        for (var (done, still) = (-1, 0); !work.IsCompleted;)
        {
            // What is on its way between threads is not waiting; but those of other tests are never all at rest.
            await Task.WhenAny(work, Task.Delay(4));
            var before = done;
            done = activity?.Invoke() ?? before;
            still = done == before ? still + 1 : 0;
            var isQuiet = still > 0 && (ThreadPool.PendingWorkItemCount == 0 || still > MostPatience);
            if (work.IsCompleted || !isQuiet || Next(DateTimeOffset.MaxValue) is not { } timer)
                continue;
            timer.Fire();
            still = 0;
        }

        return await work;
    }

    public void Advance(TimeSpan span)
    {
        DateTimeOffset end;
        lock (_lock)
            end = _now + span;
        while (Next(end) is { } timer)
            timer.Fire();
        lock (_lock)
            _now = end;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_lock)
        {
            Waits.Add(dueTime);
            _timers.Add(timer);
        }

        return timer;
    }

    Timer? Next(DateTimeOffset end)
    {
        lock (_lock)
        {
            var next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (next is not null)
                _now = next.Due!.Value > _now ? next.Due.Value : _now;
            return next;
        }
    }

    sealed class Timer(FakeClock clock, Action callback) : ITimer
    {
        TimeSpan _period;

        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                _period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
            }

            return true;
        }

        public void Fire()
        {
            lock (clock._lock)
                Due = _period > TimeSpan.Zero ? Due + _period : null;
            callback();
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                Due = null;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
