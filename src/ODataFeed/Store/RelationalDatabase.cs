using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using ODataFeed.Snapshot;
using ODataFeed.Store.Transfer;

namespace ODataFeed.Store;

/// <summary>A database that speaks SQL. Changed rows are written as deleted and added ones, in one transaction.</summary>
abstract class RelationalDatabase(DbContextOptions<StoreContext> options) : StoreDatabase(options)
{
    readonly ConcurrentDictionary<TableSchema, MappedTable> _mapped = [];

    /// <summary>The columns of all tables: table, column, type as EF writes it, place in the key from 1 or 0.</summary>
    protected abstract string ColumnsQuery { get; }

    public override Task OpenAsync(StoreContext context, CancellationToken cancellationToken) =>
        context.Database.OpenConnectionAsync(cancellationToken);

    public override async Task PrepareAsync(StoreContext context, StoreTables tables, CancellationToken cancellationToken)
    {
        var found = await ColumnsAsync(context, cancellationToken);
        var known = found.Exists(column => column.Table == StoreFact.Table) ? await ShapeAsync(context, cancellationToken) : null;
        if (known == TableShape.Of(tables, found))
            return;
        await using (var whole = NewContext(tables))
        {
            foreach (var sql in TableChanges.Of(whole, found.ToLookup(column => column.Table)))
                await ExecuteAsync(context, sql, cancellationToken);
        }

        var shape = TableShape.Of(tables, await ColumnsAsync(context, cancellationToken));
        if (known is null)
            context.Facts.Add(new StoreFact { Name = StoreFact.Shape, Value = shape });
        else
            context.Replace(StoreFact.Shape, known, shape);
        await context.SaveChangesAsync(cancellationToken);
    }

    async Task<List<StoredColumn>> ColumnsAsync(StoreContext context, CancellationToken cancellationToken)
    {
        var found = new List<StoredColumn>();
        await using var command = NewCommand(context, ColumnsQuery);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found.Add(new StoredColumn(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3)));
        return found;
    }

    static Task<string?> ShapeAsync(StoreContext context, CancellationToken cancellationToken) =>
        context.Facts.Where(fact => fact.Name == StoreFact.Shape).Select(fact => fact.Value).SingleOrDefaultAsync(cancellationToken);

    public override async Task ClearUnknownCellsAsync(StoreContext context, CancellationToken cancellationToken)
    {
        var sql = context.GetService<ISqlGenerationHelper>();
        var column = sql.DelimitIdentifier(DynamicProperties.Column);
        foreach (var found in (await ColumnsAsync(context, cancellationToken)).Where(found => found.Name == DynamicProperties.Column))
            await ExecuteAsync(context, $"UPDATE {sql.DelimitIdentifier(found.Table)} SET {column} = NULL WHERE {column} IS NOT NULL", cancellationToken);
    }

    public override async Task WriteAsync(
        StoreContext context, Table before, Table after, TableDifference difference, CancellationToken cancellationToken)
    {
        var changed = difference.Changed.Select(change => change.Before);
        var table = Mapped(after.Schema);
        int[] deleted = [.. difference.Deleted, .. changed];
        if (deleted.Length > 0)
            await DeleteAsync(context, table, before, deleted, cancellationToken);
        int[] added = [.. difference.Changed.Select(change => change.After), .. difference.Added];
        if (added.Length > 0)
            await InsertAsync(context, table, after, added, cancellationToken);
    }

    public override Task ReadAsync(StoreContext context, TableBuilder builder, CancellationToken cancellationToken) =>
        ReadAsync(context, Mapped(builder.Schema), builder, cancellationToken);

    /// <summary>Writes all stored rows of a set in the order of its key, row by row: no more than one is held.</summary>
    public Task ExportAsync(StoreContext context, TableSchema schema, ExportWriter target, CancellationToken cancellationToken) =>
        ExportAsync(context, Mapped(schema), schema.Columns, target, cancellationToken);

    /// <summary>Inserts all rows of a file, row by row, in the context's transaction.</summary>
    /// <exception cref="StoreException">The file is not what an export writes.</exception>
    public Task ImportAsync(StoreContext context, TableSchema schema, ImportReader source, CancellationToken cancellationToken) =>
        ImportAsync(context, Mapped(schema), schema.Columns, source, cancellationToken);

    /// <summary>Deletes rows by their keys.</summary>
    protected abstract Task DeleteAsync(
        StoreContext context, MappedTable target, Table table, IReadOnlyList<int> rows, CancellationToken cancellationToken);

    protected abstract Task InsertAsync(
        StoreContext context, MappedTable target, Table table, IReadOnlyList<int> rows, CancellationToken cancellationToken);

    protected abstract Task ReadAsync(StoreContext context, MappedTable source, TableBuilder builder, CancellationToken cancellationToken);

    protected abstract Task ExportAsync(
        StoreContext context, MappedTable source, IReadOnlyList<ColumnSchema> columns, ExportWriter target, CancellationToken cancellationToken);

    protected abstract Task ImportAsync(
        StoreContext context, MappedTable target, IReadOnlyList<ColumnSchema> columns, ImportReader source, CancellationToken cancellationToken);

    /// <summary>A command on the context's connection, in its transaction.</summary>
    protected static DbCommand NewCommand(StoreContext context, string sql)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        return command;
    }

    protected static async Task ExecuteAsync(StoreContext context, string sql, CancellationToken cancellationToken)
    {
        await using var command = NewCommand(context, sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    protected MappedTable Mapped(TableSchema schema) => _mapped.GetOrAdd(schema, static (schema, database) =>
    {
        using var context = database.NewContext(StoreTables.Only(schema));
        return MappedTable.Of(context, schema);
    }, this);
}
