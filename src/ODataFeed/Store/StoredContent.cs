using ODataFeed.Snapshot;

namespace ODataFeed.Store;

/// <summary>All that a store holds.</summary>
/// <param name="PublishNumber">That of the last publish; 0 for a store in which nothing was published.</param>
/// <param name="Tables">Sets with rows, sorted by key, as <see cref="TableChange.After"/> gave them.</param>
sealed record StoredContent(long PublishNumber, IReadOnlyList<Table> Tables);
