using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using ODataFeed.Snapshot;
using ODataFeed.Store.Transfer;
using UsageReports;

namespace ODataFeed.Store;

/// <summary>A server that several services share. Rows are written by binary COPY, deleted by keys copied beside the table.</summary>
sealed class PostgreSqlDatabase(DbContextOptions<StoreContext> options, string connectionString) : RelationalDatabase(options)
{
    /// <summary>Any number, the same in all versions: held while tables are made, so that two that start at once do not both make them.</summary>
    const long PreparingLock = 0x4F44_6174_6146;

    const string Deleted = "pg_temp.deleted_keys";

    protected override string ColumnsQuery =>
        """
        SELECT c.table_name, c.column_name, c.data_type, COALESCE(array_position(i.indkey::int2[], c.ordinal_position::int2) + 1, 0)
        FROM information_schema.columns c
        JOIN pg_class t ON t.relname = c.table_name AND t.relnamespace = current_schema()::regnamespace
        LEFT JOIN pg_index i ON i.indrelid = t.oid AND i.indisprimary
        WHERE c.table_schema = current_schema()
        """;

    public override Task<IDbContextTransaction> BeginReadAsync(StoreContext context, CancellationToken cancellationToken) =>
        context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    public override async Task PrepareAsync(StoreContext context, StoreTables tables, CancellationToken cancellationToken)
    {
        await ExecuteAsync(context, $"SELECT pg_advisory_xact_lock({PreparingLock})", cancellationToken);
        await base.PrepareAsync(context, tables, cancellationToken);
    }

    public override Task BeginErasureAsync(StoreContext context, CancellationToken cancellationToken) => OpenAsync(context, cancellationToken);

    public override async Task EndErasureAsync(StoreContext context, IEnumerable<TableSchema> erased, CancellationToken cancellationToken)
    {
        foreach (var schema in erased)
            await ExecuteAsync(context, $"VACUUM {Mapped(schema).Name}", cancellationToken);
    }

    public override async Task<StoreSession?> OpenSessionAsync(CancellationToken cancellationToken)
    {
        // Connections of before a loss are dead, but the pool would hand them out.
        await using var context = NewContext(StoreTables.None);
        NpgsqlConnection.ClearPool((NpgsqlConnection)context.Database.GetDbConnection());
        return await StoreSession.OpenAsync(connectionString, cancellationToken);
    }

    public override Task TellAsync(StoreContext context, string message, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync($"SELECT pg_notify({StoreSession.Channel}, {{0}})", [message], cancellationToken);

    protected override async Task DeleteAsync(
        StoreContext context, MappedTable target, Table table, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        var key = string.Join(", ", target.Key);
        await ExecuteAsync(
            context, $"CREATE TEMPORARY TABLE deleted_keys ON COMMIT DROP AS SELECT {key} FROM {target.Name} WITH NO DATA", cancellationToken);
        await CopyAsync(context, $"{Deleted} ({key})", [.. table.Schema.Key.Select(ordinal => table.Columns[ordinal])], rows, cancellationToken);
        var matches = string.Join(" AND ", target.Key.Select(column => $"t.{column} = d.{column}"));
        await ExecuteAsync(context, $"DELETE FROM {target.Name} t USING {Deleted} d WHERE {matches}; DROP TABLE {Deleted}", cancellationToken);
    }

    protected override Task InsertAsync(
        StoreContext context, MappedTable target, Table table, IReadOnlyList<int> rows, CancellationToken cancellationToken) =>
        CopyAsync(context, $"{target.Name} ({target.ColumnList})", table.Columns, rows, cancellationToken);

    protected override async Task ReadAsync(
        StoreContext context, MappedTable source, TableBuilder builder, CancellationToken cancellationToken)
    {
        await using var command = NewCommand(context, $"SELECT {source.ColumnList} FROM {source.Name}");
        await using var reader = (NpgsqlDataReader)await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            for (var i = 0; i < builder.Columns.Count; i++)
                PostgreSqlCells.Append(builder.Columns[i], reader, i);
        }
    }

    protected override async Task ExportAsync(
        StoreContext context, MappedTable source, IReadOnlyList<ColumnSchema> columns, ExportWriter target, CancellationToken cancellationToken)
    {
        var list = string.Join(", ", source.Columns.Select((column, i) => columns[i].Type == ColumnType.Decimal ? $"{column}::text" : column));
        var sql = $"COPY (SELECT {list} FROM {source.Name} ORDER BY {source.KeyList}) TO STDOUT (FORMAT BINARY)";
        await using var stream = await ((NpgsqlConnection)context.Database.GetDbConnection()).BeginRawBinaryCopyAsync(sql, cancellationToken);
        var rows = new PostgreSqlCopyReader(stream);
        while (await rows.ReadAsync(cancellationToken))
        {
            foreach (var column in columns)
            {
                await rows.ReadCellAsync(cancellationToken);
                rows.Export(target, column.Type);
            }

            await target.EndRecordAsync(cancellationToken);
        }
    }

    protected override async Task ImportAsync(
        StoreContext context, MappedTable target, IReadOnlyList<ColumnSchema> columns, ImportReader source, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {target.Name} ({target.ColumnList}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        var cells = new PostgreSqlImport(copy, source);
        while (await source.ReadAsync(cancellationToken))
        {
            await copy.StartRowAsync(cancellationToken);
            for (var i = 0; i < columns.Count; i++)
                await cells.WriteAsync(i, columns[i].Type, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    static async Task CopyAsync(
        StoreContext context, string target, IReadOnlyList<Column> columns, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        PostgreSqlCells[] cells = [.. columns.Select(PostgreSqlCells.Of)];
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {target} FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            foreach (var cell in cells)
                await cell.WriteAsync(copy, row, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }
}
