using System.Runtime.CompilerServices;
using System.Threading.Channels;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>Which reports are being refreshed, and a stream of what happens to them.</summary>
sealed class RefreshProgress(TimeProvider time)
{
    /// <summary>A listener that does not keep up loses the oldest events, not the service its memory.</summary>
    const int MostUnread = 1000;

    readonly Lock _lock = new();
    readonly SortedSet<string> _running = new(StringComparer.Ordinal);
    readonly List<Channel<RefreshEvent>> _listeners = [];

    /// <summary>The entity sets being refreshed now.</summary>
    public IReadOnlyList<string> Running
    {
        get
        {
            lock (_lock)
                return [.. _running];
        }
    }

    /// <summary>Everything from now on, until the listener goes.</summary>
    public async IAsyncEnumerable<RefreshEvent> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<RefreshEvent>(new BoundedChannelOptions(MostUnread) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_lock)
            _listeners.Add(channel);
        try
        {
            await foreach (var step in channel.Reader.ReadAllAsync(cancellationToken))
                yield return step;
        }
        finally
        {
            lock (_lock)
                _listeners.Remove(channel);
        }
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
                listener.Writer.TryWrite(step);
        }
    }
}
