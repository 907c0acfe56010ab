using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using ODataFeed.Snapshot;

namespace ODataFeed.Store;

/// <summary>
/// What must be run so that a database has the tables of a model: tables and columns are added, nothing is dropped or changed. Tables no
/// model knows stay as they are.
/// </summary>
static class TableChanges
{
    /// <param name="context">Of all sets.</param>
    /// <param name="found">The columns that each table has already.</param>
    /// <exception cref="StoreException">A table has another key, columns the model does not know, or a column of another type.</exception>
    public static IReadOnlyList<string> Of(StoreContext context, ILookup<string, StoredColumn> found)
    {
        var model = context.GetService<IDesignTimeModel>().Model;
        var operations = context.GetService<IMigrationsModelDiffer>().GetDifferences(null, model.GetRelationalModel())
            .OfType<CreateTableOperation>()
            .SelectMany(table => found.Contains(table.Name) ? Added(table, [.. found[table.Name]]) : [table])
            .ToList();
        return [.. context.GetService<IMigrationsSqlGenerator>().Generate(operations, model).Select(command => command.CommandText)];
    }

    static IEnumerable<MigrationOperation> Added(CreateTableOperation table, List<StoredColumn> stored)
    {
        var found = stored.ToDictionary(column => column.Name, column => column.Type);
        foreach (var column in table.Columns)
        {
            if (!found.Remove(column.Name, out var type) && !column.IsNullable)
                throw new StoreException($"Table {table.Name} of the store has no column {column.Name}, which is part of its key. Use another Store:ConnectionString, or the definition the table was made from.");
            if (type is null)
                yield return column;
            else if (!type.Equals(column.ColumnType, StringComparison.OrdinalIgnoreCase))
                throw new StoreException($"Column {column.Name} of table {table.Name} in the store is {type}; the catalog says {column.ColumnType}. Use another Store:ConnectionString, or the definition the table was made from.");
        }

        List<string> key = [.. stored.Where(column => column.KeyPlace > 0).OrderBy(column => column.KeyPlace).Select(column => column.Name)];
        if (!key.ToHashSet().SetEquals(table.PrimaryKey!.Columns))
            throw new StoreException($"Table {table.Name} of the store has the key {string.Join(", ", key)}; the catalog says {string.Join(", ", table.PrimaryKey.Columns)}. Use another Store:ConnectionString, or the definition the table was made from.");

        // What was kept while it was exposed stays, though it is no longer read.
        found.Remove(DynamicProperties.Column);
        if (found.Count > 0)
            throw new StoreException($"Table {table.Name} of the store has columns the catalog does not know: {string.Join(", ", found.Keys.Order(StringComparer.Ordinal))}. It was written by a newer version, or under other definitions in Catalog:Folder. Start that version, or use another Store:ConnectionString.");
    }
}
