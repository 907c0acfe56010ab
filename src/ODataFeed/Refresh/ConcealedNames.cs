using ODataFeed.Snapshot;

namespace ODataFeed.Refresh;

/// <summary>Whether the tenant conceals names in reports: names are then hashes of 32 hexadecimal characters.</summary>
static class ConcealedNames
{
    const int HashLength = 32;

    /// <summary>Null where the table names no one. Only principal names count: a display name might look like anything.</summary>
    public static bool? In(Table table)
    {
        var names = table.Schema.Columns
            .Select((column, ordinal) => column.Personal && column.Name.EndsWith("PrincipalName", StringComparison.Ordinal) ? table.Columns[ordinal] as TextColumn : null)
            .OfType<TextColumn>()
            .SelectMany(column => Enumerable.Range(1, column.Dictionary.Count).Select(code => (column.Dictionary, code)))
            .Where(name => name.Dictionary.Values[name.code].Length > "\"\"".Length);
        bool? concealed = null;
        foreach (var (dictionary, code) in names)
        {
            if (!IsHash(dictionary.Values[code][1..^1]))
                return false;
            concealed = true;
        }

        return concealed;
    }

    static bool IsHash(ReadOnlySpan<byte> name)
    {
        if (name.Length != HashLength)
            return false;
        foreach (var character in name)
        {
            if (!char.IsAsciiHexDigit((char)character))
                return false;
        }

        return true;
    }
}
