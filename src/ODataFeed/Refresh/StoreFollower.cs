using ODataFeed.Store;

namespace ODataFeed.Refresh;

/// <summary>
/// Serves what other processes publish to the store: replicas, which refresh in this one's place, or the verb <c>forget</c>. Told by the
/// server, and by looking every few seconds, it follows at once; and it takes the right to refresh as soon as nobody has it. Not for a
/// store in the process, which is nobody else's.
/// </summary>
sealed partial class StoreFollower(
    ReportStore store,
    SnapshotPublisher publisher,
    Replica replica,
    RefreshRequests requests,
    StoreOptions options,
    TimeProvider time,
    ILogger<StoreFollower> logger)
    : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.5);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    TimeSpan _pause = ShortestPause;
    bool _hasWaited;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Provider == StoreProvider.InMemory)
            return;
        await publisher.Loaded.WaitAsync(stoppingToken);
        while (true)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (StoreException fault)
            {
                Lose(fault);
            }

            await Task.Delay(_pause, time, stoppingToken);
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        }
    }

    /// <summary>Follows until the store is lost.</summary>
    async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var session = await store.OpenSessionAsync(cancellationToken);
        try
        {
            while (true)
            {
                await publisher.FollowAsync(cancellationToken);
                if (session is not null && !await KeepRefreshAsync(session, cancellationToken))
                    return;
                Reach();
                if (session is null)
                    await Task.Delay(Every, time, cancellationToken);
                else
                    Take(await session.WaitAsync(Every, time, cancellationToken));
            }
        }
        finally
        {
            replica.End();
        }
    }

    /// <summary>Takes the right to refresh, or makes sure of it. False where it was lost: a new session is needed to have it again.</summary>
    async Task<bool> KeepRefreshAsync(StoreSession session, CancellationToken cancellationToken)
    {
        var had = session.HoldsRefresh;
        var has = await session.TakeRefreshAsync(cancellationToken);
        if (has && !had)
        {
            // What the one before has published last is known before it is gone on from.
            await publisher.FollowAsync(cancellationToken);
            Log.Refreshes(logger);
            replica.Begin(session, isTakeover: _hasWaited);
        }

        _hasWaited = true;
        return has || !had;
    }

    void Take(IReadOnlyList<string> messages)
    {
        foreach (var message in messages)
            requests.Take(message);
    }

    void Reach()
    {
        if (!replica.ReachesStore)
            Log.Reached(logger);
        replica.ReachesStore = true;
        _pause = ShortestPause;
    }

    void Lose(StoreException fault)
    {
        if (replica.ReachesStore)
            Log.Lost(logger, fault.Message);
        replica.ReachesStore = false;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The store is lost; what was read last is served. {Reason}")]
        public static partial void Lost(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Information, "The store is reached again")]
        public static partial void Reached(ILogger logger);

        [LoggerMessage(LogLevel.Information, "This service refreshes; others that share the store follow it")]
        public static partial void Refreshes(ILogger logger);
    }
}
