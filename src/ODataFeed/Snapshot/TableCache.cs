using System.Runtime.CompilerServices;

namespace ODataFeed.Snapshot;

/// <summary>
/// What was made of a table's rows and is worth keeping for whoever asks next: as long as the table at most, and bounded in bytes; what
/// nobody asked for the longest goes first. Tables are told apart by identity, so nothing outlives a publish.
/// </summary>
/// <param name="share">How much may be kept: this many times the bytes of the table.</param>
/// <param name="least">May be kept of small tables too, in bytes.</param>
sealed class TableCache<TKey, TValue>(double share, long least)
    where TKey : notnull
    where TValue : class
{
    readonly ConditionalWeakTable<Table, Entries> _tables = [];

    public TValue? Find(Table table, TKey key) => _tables.TryGetValue(table, out var entries) ? entries.Find(key) : null;

    /// <summary>The most bytes one entry may have: one that drives out most others does not pay.</summary>
    public long MostBytes(Table table) => EntriesOf(table).Most / 4;

    /// <param name="bytes">What the value takes; too large ones are not kept.</param>
    public void Keep(Table table, TKey key, TValue value, long bytes)
    {
        if (bytes <= MostBytes(table))
            EntriesOf(table).Keep(key, value, bytes);
    }

    Entries EntriesOf(Table table) => _tables.GetValue(table, made => new Entries(Math.Max(least, (long)(made.Bytes * share))));

    sealed class Entries(long most)
    {
        readonly Lock _changing = new();
        readonly Dictionary<TKey, LinkedListNode<Entry>> _byKey = [];
        readonly LinkedList<Entry> _byUse = [];
        long _bytes;

        public long Most => most;

        public TValue? Find(TKey key)
        {
            lock (_changing)
            {
                if (!_byKey.TryGetValue(key, out var node))
                    return null;
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return node.Value.Value;
            }
        }

        public void Keep(TKey key, TValue value, long bytes)
        {
            lock (_changing)
            {
                if (_byKey.TryGetValue(key, out var same))
                    Drop(same);
                while (_byUse.Last is { } oldest && _bytes + bytes > most)
                    Drop(oldest);
                _byKey[key] = _byUse.AddFirst(new Entry(key, value, bytes));
                _bytes += bytes;
            }
        }

        void Drop(LinkedListNode<Entry> node)
        {
            _byUse.Remove(node);
            _byKey.Remove(node.Value.Key);
            _bytes -= node.Value.Bytes;
        }
    }

    readonly record struct Entry(TKey Key, TValue Value, long Bytes);
}
