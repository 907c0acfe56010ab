namespace ODataFeed.Graph;

/// <summary>What was sent and received on behalf of one refresh, failed attempts included. Filled while bodies are read.</summary>
/// <param name="turn">Whose turn it is; null where nobody waits for one.</param>
sealed class GraphTraffic(RequestTurn? turn = null)
{
    public RequestTurn? Turn { get; } = turn;

    public int Requests { get; set; }

    /// <summary>Bytes of the bodies as read, after decompression.</summary>
    public long Bytes { get; set; }
}
