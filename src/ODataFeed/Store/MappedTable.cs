using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using ODataFeed.Snapshot;

namespace ODataFeed.Store;

/// <summary>A set as the EF model maps it to a table: the names as they stand in SQL, quoted.</summary>
/// <param name="Name">The table.</param>
/// <param name="Columns">Its columns in the order of the set's.</param>
/// <param name="Key">The columns of the key, in key order.</param>
sealed record MappedTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Key)
{
    /// <summary>All columns as a list.</summary>
    public string ColumnList => string.Join(", ", Columns);

    /// <summary>The columns of the key as a list.</summary>
    public string KeyList => string.Join(", ", Key);

    /// <param name="context">One that knows the set.</param>
    public static MappedTable Of(StoreContext context, TableSchema schema)
    {
        var entity = context.Model.FindEntityType(schema.Name)!;
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        var sql = context.GetService<ISqlGenerationHelper>();
        List<string> columns =
            [.. schema.Columns.Select(column => sql.DelimitIdentifier(entity.FindProperty(column.Name)!.GetColumnName(table)!))];
        return new MappedTable(sql.DelimitIdentifier(table.Name, table.Schema), columns, [.. schema.Key.Select(ordinal => columns[ordinal])]);
    }
}
