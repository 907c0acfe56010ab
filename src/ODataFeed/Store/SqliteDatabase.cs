using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using ODataFeed.Snapshot;
using ODataFeed.Store.Transfer;

namespace ODataFeed.Store;

/// <summary>One file with a write-ahead log: readers see whole publishes while one is written.</summary>
sealed class SqliteDatabase(DbContextOptions<StoreContext> options) : RelationalDatabase(options)
{
    protected override string ColumnsQuery =>
        "SELECT m.name, c.name, c.type, c.pk FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'";

    public override async Task<IDbContextTransaction> BeginReadAsync(StoreContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        // Deferred: it takes no lock to write.
        var transaction = ((SqliteConnection)context.Database.GetDbConnection()).BeginTransaction(IsolationLevel.Serializable, deferred: true);
        return (await context.Database.UseTransactionAsync(transaction, cancellationToken))!;
    }

    public override async Task OpenAsync(StoreContext context, CancellationToken cancellationToken)
    {
        await base.OpenAsync(context, cancellationToken);
        await ExecuteAsync(context, "PRAGMA journal_mode = WAL", cancellationToken);
    }

    /// <summary>Freed space is overwritten.</summary>
    public override async Task BeginErasureAsync(StoreContext context, CancellationToken cancellationToken)
    {
        await OpenAsync(context, cancellationToken);
        await ExecuteAsync(context, "PRAGMA secure_delete = ON", cancellationToken);
    }

    /// <summary>Pages of before lie in the write-ahead log and among the free ones: the file is written anew and the log emptied.</summary>
    public override async Task EndErasureAsync(StoreContext context, IEnumerable<TableSchema> erased, CancellationToken cancellationToken)
    {
        await ExecuteAsync(context, "VACUUM", cancellationToken);
        await using var checkpoint = NewCommand(context, "PRAGMA wal_checkpoint(TRUNCATE)");
        await using var result = await checkpoint.ExecuteReaderAsync(cancellationToken);
        if (await result.ReadAsync(cancellationToken) && result.GetInt64(0) != 0)
            throw new StoreException("The rows are erased, but the write-ahead log is in use and still holds them. Erase again when the service is stopped.");
    }

    protected override Task DeleteAsync(
        StoreContext context, MappedTable target, Table table, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        var sql = $"DELETE FROM {target.Name} WHERE {string.Join(" AND ", target.Key.Select((column, i) => $"{column} = ?{i + 1}"))}";
        Run(context, sql, [.. table.Schema.Key.Select(ordinal => table.Columns[ordinal])], rows, cancellationToken);
        return Task.CompletedTask;
    }

    protected override Task InsertAsync(
        StoreContext context, MappedTable target, Table table, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        Run(context, Insert(target), table.Columns, rows, cancellationToken);
        return Task.CompletedTask;
    }

    protected override Task ReadAsync(StoreContext context, MappedTable source, TableBuilder builder, CancellationToken cancellationToken)
    {
        using var statement = new SqliteStatement(Connection(context), $"SELECT {source.ColumnList} FROM {source.Name}");
        for (var rows = 0; statement.Step(); rows++)
        {
            for (var i = 0; i < builder.Columns.Count; i++)
                SqliteCells.Append(builder.Columns[i], statement, i);
            if (rows % Column.Chunk == 0)
                cancellationToken.ThrowIfCancellationRequested();
        }

        return Task.CompletedTask;
    }

    protected override async Task ExportAsync(
        StoreContext context, MappedTable source, IReadOnlyList<ColumnSchema> columns, ExportWriter target, CancellationToken cancellationToken)
    {
        using var statement = new SqliteStatement(Connection(context), $"SELECT {source.ColumnList} FROM {source.Name} ORDER BY {source.KeyList}");
        while (statement.Step())
        {
            for (var i = 0; i < columns.Count; i++)
                SqliteCells.Export(target, columns[i].Type, statement, i);
            await target.EndRecordAsync(cancellationToken);
        }
    }

    protected override async Task ImportAsync(
        StoreContext context, MappedTable target, IReadOnlyList<ColumnSchema> columns, ImportReader source, CancellationToken cancellationToken)
    {
        using var statement = new SqliteStatement(Connection(context), Insert(target));
        while (await source.ReadAsync(cancellationToken))
        {
            for (var i = 0; i < columns.Count; i++)
                SqliteCells.Import(statement, i, columns[i].Type, source);
            statement.Step();
            statement.Reset();
        }
    }

    static string Insert(MappedTable target) =>
        $"INSERT INTO {target.Name} ({target.ColumnList}) VALUES ({string.Join(", ", target.Columns.Select((_, i) => $"?{i + 1}"))})";

    /// <summary>Runs a prepared statement for each row; its parameters are cells of the columns.</summary>
    static void Run(
        StoreContext context, string sql, IReadOnlyList<Column> columns, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        using var statement = new SqliteStatement(Connection(context), sql);
        for (var i = 0; i < rows.Count; i++)
        {
            for (var parameter = 0; parameter < columns.Count; parameter++)
                SqliteCells.Bind(statement, parameter, columns[parameter], rows[i]);
            statement.Step();
            statement.Reset();
            if (i % Column.Chunk == 0)
                cancellationToken.ThrowIfCancellationRequested();
        }
    }

    static SqliteConnection Connection(StoreContext context) => (SqliteConnection)context.Database.GetDbConnection();
}
