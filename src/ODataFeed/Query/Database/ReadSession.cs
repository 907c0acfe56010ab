using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using ODataFeed.Snapshot;
using ODataFeed.Store;
using UsageReports;

namespace ODataFeed.Query.Database;

/// <summary>
/// All reads of one request: on a relational store one connection and one transaction, so that they see one state of the store, whatever
/// is published meanwhile. The SQL of each goes to the log at Debug; values are parameters and stay out of it.
/// </summary>
sealed partial class ReadSession : IAsyncDisposable
{
    readonly StoreDatabase _database;
    readonly StoreContext _context;
    readonly ILogger _logger;
    IDbContextTransaction? _transaction;

    ReadSession(StoreDatabase database, ILogger logger)
    {
        _database = database;
        _context = database.NewContext(StoreTables.None);
        _logger = logger;
    }

    public static async Task<ReadSession> OpenAsync(StoreDatabase database, ILogger logger, CancellationToken cancellation)
    {
        var session = new ReadSession(database, logger);
        if (!session._context.Database.IsInMemory())
            session._transaction = await database.BeginReadAsync(session._context, cancellation);
        return session;
    }

    /// <summary>Runs a query over one stored table.</summary>
    /// <param name="table">The stored table.</param>
    /// <param name="query">Makes the query; each of its rows is the cells in the order of <paramref name="types"/>.</param>
    /// <param name="types">The types of the cells.</param>
    /// <param name="most">The rows that may come; what comes beyond is not read.</param>
    /// <returns>The columns; of more rows than may come, one row more than that.</returns>
    public async Task<IReadOnlyList<Column>> ReadAsync(
        TableSchema table, Func<StoreContext, IQueryable<object?[]>> query, IReadOnlyList<ColumnType> types, CancellationToken cancellation, int most = int.MaxValue)
    {
        await using var context = _database.NewContext(StoreTables.Only(table));
        var cells = new CellReader(types);
        if (_transaction is null)
        {
            await foreach (var row in query(context).AsAsyncEnumerable().WithCancellation(cancellation))
            {
                cells.Append(row);
                if (cells.Count > most)
                    break;
            }

            return cells.Build();
        }

        await using var command = query(context).CreateDbCommand();
        command.Connection = _context.Database.GetDbConnection();
        command.Transaction = _transaction.GetDbTransaction();

        // Feed:RequestTimeout ends a query that takes too long.
        command.CommandTimeout = 0;
        Log.Running(_logger, table.Name, command.CommandText);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (cells.Count <= most && await reader.ReadAsync(cancellation))
            cells.Append(reader);

        // Else closing the reader would fetch the rest.
        if (cells.Count > most)
            command.Cancel();
        return cells.Build();
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();
        await _context.DisposeAsync();
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Query over {Table}: {Sql}")]
        public static partial void Running(ILogger logger, string table, string sql);
    }
}
