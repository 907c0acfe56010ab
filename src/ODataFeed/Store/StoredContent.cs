using ODataFeed.Snapshot;

namespace ODataFeed.Store;

/// <summary>What a store holds.</summary>
/// <param name="PublishNumber">That of the last publish; 0 for a store in which nothing was published.</param>
/// <param name="ErasureNumber">That of the last publish that erased a person; 0 for none.</param>
/// <param name="Tables">
/// Published sets, sorted by key, as <see cref="TableChange.After"/> gave them, each under the number of the publish that changed it.
/// </param>
sealed record StoredContent(long PublishNumber, long ErasureNumber, IReadOnlyList<Table> Tables);
