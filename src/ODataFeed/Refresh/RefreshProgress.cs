using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>Which reports are being refreshed, and a stream of what happens to them.</summary>
sealed class RefreshProgress(TimeProvider time)
{
    readonly Lock _lock = new();
    readonly SortedSet<string> _running = new(StringComparer.Ordinal);
    readonly List<RefreshListener> _listeners = [];

    /// <summary>The entity sets being refreshed now.</summary>
    public IReadOnlyList<string> Running
    {
        get
        {
            lock (_lock)
                return [.. _running];
        }
    }

    /// <summary>Everything from now on, until the listener is disposed.</summary>
    public RefreshListener Listen()
    {
        var listener = new RefreshListener(Remove);
        lock (_lock)
            _listeners.Add(listener);
        return listener;
    }

    /// <summary>A refresh begins.</summary>
    public void Start(Report report) => Note(report, "Started", rows: 0, error: null, isRunning: true);

    /// <summary>A refresh has ended.</summary>
    public void End(Report report, string outcome, long rows, string? error) => Note(report, outcome, rows, error, isRunning: false);

    void Note(Report report, string state, long rows, string? error, bool isRunning)
    {
        lock (_lock)
        {
            if (isRunning)
                _running.Add(report.EntitySet);
            else
                _running.Remove(report.EntitySet);
            var step = new RefreshEvent(report.EntitySet, state, time.GetUtcNow(), rows, error, _running.Count);
            foreach (var listener in _listeners)
                listener.Tell(step);
        }
    }

    void Remove(RefreshListener listener)
    {
        lock (_lock)
            _listeners.Remove(listener);
    }
}
