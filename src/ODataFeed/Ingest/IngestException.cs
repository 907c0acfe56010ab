namespace ODataFeed.Ingest;

/// <summary>A body is not the report it should be, so none of it is used. The message has position and reason, never a cell.</summary>
sealed class IngestException(string message, Exception? inner = null) : Exception(message, inner);
