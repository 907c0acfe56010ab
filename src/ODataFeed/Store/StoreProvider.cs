namespace ODataFeed.Store;

/// <summary>The databases the store can live in.</summary>
enum StoreProvider
{
    /// <summary>In the process: nothing is kept across restarts, and nothing is to be set up.</summary>
    InMemory,

    /// <summary>One file: history on one machine.</summary>
    Sqlite,

    /// <summary>A server: history that several services share.</summary>
    PostgreSql,
}
