using System.Text;
using ODataFeed.Query.Execution;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>Writes the canonical URLs of entities (OData part 2 §4.3.1): set and key in parentheses, percent-encoded.</summary>
sealed class EntityUrl
{
    readonly CellWriter[] _keys;

    /// <param name="prefix">Before the name of the set: empty, or the service root with a slash.</param>
    public EntityUrl(Table table, string prefix)
    {
        var set = table.Schema;
        _keys = [.. set.Key.Select((ordinal, i) => CellWriter.Of(table.Columns[ordinal], CellFrame.Of(KeyPrefix(set, i, prefix), ""), ValueNotation.Key))];
        MaxBytes = _keys.Sum(key => key.MaxBytes) + 1;
    }

    /// <summary>The most bytes one takes.</summary>
    public int MaxBytes { get; }

    public void Prepare(RowBatch rows)
    {
        foreach (var key in _keys)
            key.Prepare(rows);
    }

    public int Write(int row, Span<byte> target)
    {
        var length = 0;
        foreach (var key in _keys)
            length += key.Write(row, target[length..]);
        target[length++] = (byte)')';
        return length;
    }

    public string Text(int row)
    {
        var url = new byte[MaxBytes];
        return Encoding.UTF8.GetString(url.AsSpan(0, Write(row, url)));
    }

    /// <summary>A lone key property has no name in the canonical URL.</summary>
    static string KeyPrefix(TableSchema set, int i, string prefix) =>
        (i == 0 ? $"{prefix}{set.Name}(" : ",") + (set.Key.Count == 1 ? "" : $"{set.Columns[set.Key[i]].Name}=");
}
