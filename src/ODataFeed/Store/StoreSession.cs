using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ODataFeed.Store;

/// <summary>
/// A connection of its own to a server that several services share, kept for as long as it holds. It hears of publishes and of refreshes
/// that are asked for, and it can hold the right to refresh, which the server takes back when the connection ends: an advisory lock of the
/// session. Used by one at a time, except for <see cref="DemandAsync"/>.
/// </summary>
sealed class StoreSession : IAsyncDisposable
{
    /// <summary>The channel of a schema; names of channels are shared by all schemas of a database, and have 63 characters at most.</summary>
    public const string Channel = "'odatafeed_' || md5(current_schema())";

    /// <summary>The lock of a schema; it is not that under which tables are made.</summary>
    const string Key = "hashtextextended('odatafeed refresh ' || current_schema(), 0)";

    /// <summary>
    /// A client that vanished without a word is noticed by the server after half a minute, not after the two hours that are usual, so
    /// that its lock is free then.
    /// </summary>
    const string KeepAlive = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4";

    /// <summary>Seconds after which a question without an answer means that the server is lost.</summary>
    const int CommandTimeout = 5;

    readonly NpgsqlConnection _connection;
    readonly CancellationTokenSource _lost = new();
    readonly ConcurrentQueue<string> _messages = [];

    StoreSession(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Whether the right to refresh was given to this session and not found lost.</summary>
    public bool HoldsRefresh { get; private set; }

    /// <summary>Ends with the right to refresh.</summary>
    public CancellationToken RefreshLost => _lost.Token;

    /// <summary>Connects and listens.</summary>
    /// <exception cref="StoreException">The server is out of reach.</exception>
    public static async Task<StoreSession> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = CommandTimeout, Timeout = CommandTimeout, KeepAlive = 0 };
        var session = new StoreSession(new NpgsqlConnection(text.ConnectionString));
        try
        {
            session._connection.Notification += (_, told) => session._messages.Enqueue(told.Payload);
            await StoreFault.ReachAsync(async () =>
            {
                await session._connection.OpenAsync(cancellationToken);
                var channel = (string)(await session.AskAsync($"SELECT {Channel}", cancellationToken))!;
                await session.AskAsync($"{KeepAlive}; LISTEN {channel}", cancellationToken);
                return channel;
            });
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the right to refresh if nobody has it, and makes sure of it where it is this session's already.</summary>
    /// <exception cref="StoreException">The server is out of reach.</exception>
    public async Task<bool> TakeRefreshAsync(CancellationToken cancellationToken)
    {
        // Asked while it is held, the server would count; the question itself shows that the connection holds.
        var sql = HoldsRefresh ? $"SELECT {IsHeld}" : $"SELECT pg_try_advisory_lock({Key})";
        var holds = await StoreFault.ReachAsync(async () => await AskAsync(sql, cancellationToken) is true);
        if (HoldsRefresh && !holds)
            await _lost.CancelAsync();
        return HoldsRefresh = holds;
    }

    /// <summary>
    /// Makes sure, within the transaction of a publish, that the right to refresh is still this session's. A publish that began before the
    /// right went to another ends before the other's first one, or finds that its number is taken.
    /// </summary>
    /// <exception cref="OperationCanceledException">It is lost; <see cref="RefreshLost"/> is cancelled.</exception>
    public async Task DemandAsync(StoreContext context, CancellationToken cancellationToken)
    {
        var sql = $"SELECT {IsHeld} AS \"Value\"";
        if (!await context.Database.SqlQueryRaw<bool>(sql).SingleAsync(cancellationToken))
            await _lost.CancelAsync();
        RefreshLost.ThrowIfCancellationRequested();
    }

    /// <summary>Waits until something is told, or the time is over; gives what was told since.</summary>
    /// <exception cref="StoreException">The server is out of reach.</exception>
    public async Task<IReadOnlyList<string>> WaitAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await StoreFault.ReachAsync(async () =>
            {
                if (_messages.IsEmpty)
                    await _connection.WaitAsync(either.Token);
                return true;
            });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing was told.
        }

        var told = new List<string>();
        while (_messages.TryDequeue(out var message))
            told.Add(message);
        return told;
    }

    public async ValueTask DisposeAsync()
    {
        await _lost.CancelAsync();
        HoldsRefresh = false;
        await _connection.DisposeAsync();
    }

    /// <summary>True where the server says that this session has the lock; it has no other. Answered on any connection.</summary>
    string IsHeld => string.Create(
        CultureInfo.InvariantCulture,
        $"EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = {_connection.ProcessID} AND ((classid::bigint << 32) | objid::bigint) = {Key})");

    async Task<object?> AskAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
