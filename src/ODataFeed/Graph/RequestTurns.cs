namespace ODataFeed.Graph;

/// <summary>How many reports are fetched at the same time (<c>Refresh:Parallel</c>).</summary>
sealed class RequestTurns(int most) : IDisposable
{
    readonly SemaphoreSlim _free = new(most, most);

    /// <summary>How many have their turn; the others wait, for one or for time to pass.</summary>
    public int Taken => most - _free.CurrentCount;

    /// <summary>A turn that is not taken yet.</summary>
    public RequestTurn New() => new(_free);

    public void Dispose() => _free.Dispose();
}
