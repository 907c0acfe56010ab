using ODataFeed.Snapshot;
using ODataFeed.Store;

namespace ODataFeed.Query.Database;

/// <summary>The stored tables a set consists of: a history is its superseded refreshes and those of the set of the newest.</summary>
static class StoredParts
{
    public static IReadOnlyList<TableSchema> Of(TableSchema set, StoreTables tables) =>
        set.Report?.HistorySet == set.Name ? [tables.Schemas.Single(newest => newest.Name == set.Report.EntitySet), set] : [set];
}
