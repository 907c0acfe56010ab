using ODataFeed.Snapshot;

namespace ODataFeed.Store;

/// <summary>
/// What a refresh does to the rows of one set: the set as it was published last (null or empty at first) and as it is to be
/// published now, both sorted by key. For a period report it is the history set, which holds the newest refresh too.
/// </summary>
sealed record TableChange(Table? Before, Table After);
