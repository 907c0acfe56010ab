using System.Collections.Frozen;

namespace ODataFeed.Snapshot;

/// <summary>
/// Everything the feed serves at one moment: the published tables by set name. All members are immutable and replaced in their entirety.
/// A set whose rows have not been loaded yet has no table.
/// </summary>
sealed class FeedSnapshot
{
    FeedSnapshot(long version, FrozenDictionary<string, Table> tables)
    {
        Version = version;
        Tables = tables;
    }

    /// <summary>Nothing loaded yet.</summary>
    public static FeedSnapshot Empty { get; } = new(0, FrozenDictionary<string, Table>.Empty);

    /// <summary>The publish number of the newest table; it comes from the store.</summary>
    public long Version { get; }

    public FrozenDictionary<string, Table> Tables { get; }

    public Table? Find(string set) => Tables.GetValueOrDefault(set);

    /// <summary>This snapshot with some tables put in place of those of the same name.</summary>
    public FeedSnapshot With(IReadOnlyList<Table> tables, long version)
    {
        var all = new Dictionary<string, Table>(Tables, StringComparer.Ordinal);
        foreach (var table in tables)
            all[table.Schema.Name] = table;
        return new FeedSnapshot(Math.Max(version, Version), all.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
