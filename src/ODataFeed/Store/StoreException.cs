namespace ODataFeed.Store;

/// <summary>The store cannot be used. The message says what was found, what was expected, and what to do.</summary>
sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
