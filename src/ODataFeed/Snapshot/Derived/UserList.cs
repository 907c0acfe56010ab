using System.Text;

namespace ODataFeed.Snapshot.Derived;

/// <summary>
/// What is known of users beyond the reports, such as their department: a row per user, found by sign-in name in any case, as Entra
/// compares them.
/// </summary>
sealed class UserList
{
    readonly Table _table;
    readonly Dictionary<string, int> _rows = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes rows keyed by their first column; no two keys may differ in case alone.</summary>
    public UserList(Table table)
    {
        _table = table;
        var names = (TextColumn)table.Columns[0];
        for (var row = 0; row < table.Count; row++)
            _rows.Add(names.Dictionary.Text((int)names.Codes[row]), row);
    }

    /// <summary>The columns beside the key.</summary>
    public IReadOnlyList<ColumnSchema> Columns => [.. _table.Schema.Columns.Skip(1)];

    /// <summary>The columns for users in the order of a dictionary; null where the list does not have the user.</summary>
    public IEnumerable<Column> ColumnsFor(TextDictionary users)
    {
        // Row 0 is the one without anything.
        var rows = new int[users.Count];
        var lookup = _rows.GetAlternateLookup<ReadOnlySpan<char>>();
        var buffer = new char[users.Values.Longest];
        for (var user = 0; user < rows.Length; user++)
            rows[user] = lookup.TryGetValue(Name(users, user + 1, buffer), out var row) ? row + 1 : 0;

        return _table.Columns.Skip(1).Select(column =>
        {
            var nothing = new TextBuilder();
            nothing.AppendNull();
            return Column.Gather([nothing.Build(), column], rows);
        });
    }

    /// <summary>A name without an object of its own, unless it was escaped.</summary>
    static ReadOnlySpan<char> Name(TextDictionary users, int code, char[] buffer)
    {
        var inner = users.Values[code][1..^1];
        return inner.Contains((byte)'\\') ? users.Text(code) : buffer.AsSpan(0, Encoding.UTF8.GetChars(inner, buffer));
    }
}
