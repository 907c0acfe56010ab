namespace ODataFeed.Store;

/// <summary>The databases the store can live in.</summary>
enum StoreProvider
{
    /// <summary>In the process: nothing is kept across restarts, and nothing is to be set up.</summary>
    InMemory,
}
