using ODataFeed.Store;

namespace ODataFeed.Refresh;

/// <summary>
/// This service among those that may share its store: whether it reaches the store, and whether it is the one that refreshes. Only a server
/// is shared; over any other store there is one term, without end.
/// </summary>
sealed class Replica(StoreOptions options)
{
    readonly bool _isShared = options.Provider == StoreProvider.PostgreSql;
    readonly Lock _changing = new();
    TaskCompletionSource<RefreshTerm> _term = New();
    volatile StoreSession? _refreshing;
    volatile bool _isLost;

    /// <summary>Whether the store answered when it was asked last.</summary>
    public bool ReachesStore
    {
        get => !_isLost;
        set => _isLost = !value;
    }

    /// <summary>Whether it is this service's turn to refresh.</summary>
    public bool IsRefresher => !_isShared || _refreshing is { HoldsRefresh: true };

    /// <summary>Waits for the turn to refresh.</summary>
    public Task<RefreshTerm> NextTermAsync(CancellationToken cancellationToken)
    {
        if (!_isShared)
            return Task.FromResult(new RefreshTerm(IsTakeover: false, CancellationToken.None));
        lock (_changing)
        {
            if (_term.Task is { IsCompletedSuccessfully: true, Result.Ended.IsCancellationRequested: true })
                _term = New();
            return _term.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The session got the right to refresh.</summary>
    public void Begin(StoreSession session, bool isTakeover)
    {
        lock (_changing)
        {
            _refreshing = session;
            _term.TrySetResult(new RefreshTerm(isTakeover, session.RefreshLost));
        }
    }

    /// <summary>The right is lost, with the session or without it.</summary>
    public void End()
    {
        lock (_changing)
        {
            _refreshing = null;
            if (_term.Task.IsCompleted)
                _term = New();
        }
    }

    /// <summary>The session a publish must be demanded of; null where no other service could publish.</summary>
    /// <exception cref="OperationCanceledException">It is another service that refreshes.</exception>
    public StoreSession? Demand()
    {
        if (!_isShared)
            return null;
        var session = _refreshing ?? throw new OperationCanceledException("Another service refreshes.");
        session.RefreshLost.ThrowIfCancellationRequested();
        return session;
    }

    static TaskCompletionSource<RefreshTerm> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
