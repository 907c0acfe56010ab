namespace ODataFeed.Snapshot;

/// <summary>
/// The current snapshot behind one volatile reference, and the superseded ones for as long as a reader in the middle of its pages may
/// come back for them. The only place where serving state changes.
/// </summary>
sealed class PublishedSnapshots(TimeProvider time, TimeSpan lease)
{
    readonly Lock _publishing = new();
    readonly Dictionary<long, (FeedSnapshot Snapshot, DateTimeOffset Until)> _superseded = [];
    volatile FeedSnapshot _current = FeedSnapshot.Empty;

    public FeedSnapshot Current => _current;

    /// <summary>Puts tables in place of those of the same name, all at once, under a publish number of the store.</summary>
    public FeedSnapshot Publish(IReadOnlyList<Table> tables, long version)
    {
        lock (_publishing)
        {
            var now = time.GetUtcNow();
            foreach (var expired in _superseded.Where(entry => entry.Value.Until <= now).Select(entry => entry.Key).ToList())
                _superseded.Remove(expired);
            var next = _current.With(tables, version);
            if (next.Version != _current.Version)
                _superseded[_current.Version] = (_current, now + lease);
            return _current = next;
        }
    }

    /// <summary>The snapshot of that version while it is current or its lease runs; otherwise null.</summary>
    public FeedSnapshot? Find(long version)
    {
        lock (_publishing)
        {
            if (_current.Version == version)
                return _current;
            return _superseded.TryGetValue(version, out var entry) && entry.Until > time.GetUtcNow() ? entry.Snapshot : null;
        }
    }
}
