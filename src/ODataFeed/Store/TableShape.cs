using System.Security.Cryptography;
using System.Text;

namespace ODataFeed.Store;

/// <summary>
/// What the definitions want of the tables, and what the database has, as one short text. Noted when tables were made to fit; while a start
/// finds the same, there is nothing to compare, and EF's model of all sets, a second of a processor, need not be made.
/// </summary>
static class TableShape
{
    public static string Of(StoreTables tables, IEnumerable<StoredColumn> found)
    {
        // Another build may map the same definitions in another way.
        var text = new StringBuilder().AppendLine(typeof(TableShape).Module.ModuleVersionId.ToString());
        foreach (var schema in tables.Schemas)
        {
            text.AppendLine(schema.Name).AppendJoin(',', schema.Key).AppendLine();
            foreach (var column in schema.Columns)
                text.AppendLine($"{column.Name} {column.Type} {column.Nullable}");
        }

        foreach (var line in found.Select(column => column.ToString()).Order(StringComparer.Ordinal))
            text.AppendLine(line);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
