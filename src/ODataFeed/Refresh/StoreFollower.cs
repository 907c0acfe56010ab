using System.Data.Common;
using ODataFeed.Store;

namespace ODataFeed.Refresh;

/// <summary>
/// Looks every few seconds whether another process has published to the store, as the verb <c>forget</c> does, and serves that. Not
/// for a store in the process, which is nobody else's.
/// </summary>
sealed partial class StoreFollower(SnapshotPublisher publisher, StoreOptions store, TimeProvider time, ILogger<StoreFollower> logger)
    : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (store.Provider == StoreProvider.InMemory)
            return;
        await publisher.Loaded.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await publisher.FollowAsync(stoppingToken);
            }
            catch (DbException fault)
            {
                Log.OutOfReach(logger, fault.Message);
            }
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The store cannot be read; what was read last is served. {Reason}")]
        public static partial void OutOfReach(ILogger logger, string reason);
    }
}
