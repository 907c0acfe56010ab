using ODataFeed.Snapshot;

namespace ODataFeed.Store;

/// <summary>What a store holds.</summary>
/// <param name="PublishNumber">That of the last publish; 0 for a store in which nothing was published.</param>
/// <param name="Tables">
/// Published sets, sorted by key, as <see cref="TableChange.After"/> gave them, each under the number of the publish that changed it.
/// </param>
sealed record StoredContent(long PublishNumber, IReadOnlyList<Table> Tables);
