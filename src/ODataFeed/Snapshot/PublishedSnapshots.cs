using System.Collections.Immutable;

namespace ODataFeed.Snapshot;

/// <summary>
/// The current snapshot behind one volatile reference, and the superseded ones for as long as a reader in the middle of its pages may
/// come back for them. The only place where serving state changes.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="lease">How long a superseded snapshot is kept.</param>
/// <param name="isShared">Other services publish the same versions, perhaps a moment earlier.</param>
sealed class PublishedSnapshots(TimeProvider time, TimeSpan lease, bool isShared = false)
{
    readonly Lock _publishing = new();
    readonly Dictionary<long, (FeedSnapshot Snapshot, DateTimeOffset Until)> _superseded = [];
    volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile FeedSnapshot _current = FeedSnapshot.Empty;
    volatile ImmutableDictionary<string, string> _refusals = ImmutableDictionary<string, string>.Empty;

    public FeedSnapshot Current => _current;

    /// <summary>Puts tables in place of those of the same name, all at once, under a publish number of the store.</summary>
    /// <param name="isAll">No other table stays.</param>
    public FeedSnapshot Publish(IReadOnlyList<Table> tables, long version, bool isAll = false)
    {
        lock (_publishing)
        {
            var now = time.GetUtcNow();
            foreach (var expired in _superseded.Where(entry => entry.Value.Until <= now).Select(entry => entry.Key).ToList())
                _superseded.Remove(expired);
            var next = (isAll ? FeedSnapshot.Empty : _current).With(tables, version);
            if (next.Version != _current.Version)
                _superseded[_current.Version] = (_current, now + lease);
            _current = next;
            _next.TrySetResult();
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return next;
        }
    }

    /// <summary>
    /// Whether a version of a set is one that another service has and this one will have in a moment. A table whose version is no number
    /// of a publish is never ahead.
    /// </summary>
    public bool IsAhead(string set, long version) =>
        isShared && _current is var current && version > current.Version && !(current.Find(set)?.Version > current.Version);

    /// <summary>Waits until no version of a set is ahead any more, or the time is over.</summary>
    public async Task CatchUpAsync(IEnumerable<(string Set, long Version)> versions, TimeSpan limit, CancellationToken cancellationToken)
    {
        var wanted = versions.ToList();
        using var over = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        // What comes next is taken hold of before looking, so that nothing comes unseen in between.
        for (var next = _next.Task; wanted.Exists(table => IsAhead(table.Set, table.Version)) && !over.IsCancellationRequested; next = _next.Task)
            await next.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>
    /// A set's table as it was under a publish number, while it is current or a superseded snapshot that holds it has its lease;
    /// otherwise null. Other sets may have been published since: that changes nothing for this one.
    /// </summary>
    public Table? Find(string set, long version)
    {
        if (_current.Find(set) is { } current && current.Version == version)
            return current;
        lock (_publishing)
        {
            var now = time.GetUtcNow();
            return _superseded.Values
                .Where(entry => entry.Until > now)
                .Select(entry => entry.Snapshot.Find(set))
                .FirstOrDefault(table => table?.Version == version);
        }
    }

    /// <summary>Gives up all superseded snapshots: their rows must not be read any more.</summary>
    public void DropSuperseded()
    {
        lock (_publishing)
            _superseded.Clear();
    }

    /// <summary>Notes why a set has no rows and will have none until something changes at the source; null takes the note back.</summary>
    public void Refuse(string set, string? reason)
    {
        lock (_publishing)
            _refusals = reason is null ? _refusals.Remove(set) : _refusals.SetItem(set, reason);
    }

    /// <summary>Why a set has no rows, in words of the source; null where there is no such reason.</summary>
    public string? Refusal(string set) => _refusals.GetValueOrDefault(set);
}
