namespace ODataFeed.Graph;

/// <summary>
/// The right of one report to be fetched now. It is given back while the report waits to be tried again or for its budget, so that one
/// that fails does not hold up the others. Used by one task at a time.
/// </summary>
sealed class RequestTurn(SemaphoreSlim free) : IDisposable
{
    bool _taken;

    /// <summary>Waits for the turn; at once where it is taken already.</summary>
    public async ValueTask TakeAsync(CancellationToken cancellationToken)
    {
        if (_taken)
            return;
        await free.WaitAsync(cancellationToken);
        _taken = true;
    }

    /// <summary>Lets another report have it.</summary>
    public void GiveBack()
    {
        if (_taken)
            free.Release();
        _taken = false;
    }

    public void Dispose() => GiveBack();
}
