using ODataFeed.Graph;

namespace ODataFeed.Refresh;

/// <summary>Whether the tenant conceals names, asked of its setting at most once an hour. The setting is not everybody's to read.</summary>
sealed partial class TenantNames(GraphClient graph, TimeProvider time, ILogger<TenantNames> logger) : IDisposable
{
    static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    readonly SemaphoreSlim _asking = new(1, 1);
    long? _askedAt;
    bool? _concealed;
    bool _isTold;

    /// <summary>Null where the setting cannot be read: the shape of the names tells then.</summary>
    public async Task<bool?> AreConcealedAsync(CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (_askedAt is { } asked && time.GetElapsedTime(asked) < Lifetime)
                return _concealed;
            _concealed = await AskAsync(cancellationToken);
            _askedAt = time.GetTimestamp();
            return _concealed;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    async Task<bool?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var concealed = await graph.NamesConcealedAsync(new GraphTraffic(), cancellationToken);
            if (_concealed is { } before && before != concealed)
                Log.Switched(logger, concealed);
            return concealed;
        }
        catch (GraphException unknown)
        {
            if (!_isTold)
                Log.NotTold(logger, unknown.Message);
            _isTold = true;
            return null;
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Whether names are concealed is told by their shape: ReportSettings.Read.All is not granted, or the setting cannot be read. {Reason}")]
        public static partial void NotTold(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "The tenant has switched the concealing of names: now {Concealed}. Users of before and after are different keys, see docs/concealed-names.md")]
        public static partial void Switched(ILogger logger, bool concealed);
    }
}
