using System.Collections.Immutable;

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
    volatile ImmutableDictionary<string, string> _refusals = ImmutableDictionary<string, string>.Empty;

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
