namespace ODataFeed.Graph;

/// <summary>What was sent and received on behalf of one refresh, failed attempts included. Filled while bodies are read.</summary>
sealed class GraphTraffic
{
    public int Requests { get; set; }

    /// <summary>Bytes of the bodies as read, after decompression.</summary>
    public long Bytes { get; set; }
}
