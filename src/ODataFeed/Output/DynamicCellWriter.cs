using System.Text;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>
/// Writes the dynamic properties of a row as members of its object. They are kept as a JSON string of such members; only that string's
/// own escaping is taken off. All are text, of which a reader needs no type (OData JSON Format §4.5.3).
/// </summary>
/// <param name="column">The column with all of them.</param>
/// <param name="others">Members that the row's object has from elsewhere: names in an object are unique.</param>
sealed class DynamicCellWriter(TextColumn column, IReadOnlyList<byte[]> others) : CellWriter(CellFrame.Of(",", ""))
{
    readonly JsonValues _values = column.Dictionary.Values;

    protected override int MaxValueBytes => _values.Longest;

    /// <summary>The writer for an answer; null where it has no such properties.</summary>
    public static DynamicCellWriter? Of(Table table, QueryPlan plan)
    {
        if (plan.Dynamic < 0)
            return null;
        var others = plan.Select.Select(selected => selected.Name.Split('/')[0]).Concat(plan.Collections.Select(collection => collection.Name));
        return new DynamicCellWriter(
            (TextColumn)table.Columns[plan.Dynamic],
            [.. others.Distinct().Where(name => plan.Set.Find(name) < 0 && plan.Set.Navigation(name) is null).Select(Encoding.UTF8.GetBytes)]);
    }

    public override int Write(int row, Span<byte> target)
    {
        var code = (int)column.Codes[row];
        if (code == 0)
            return WriteNull(target);
        var prefix = WritePrefix(target);
        var length = Unescape(_values[code][1..^1], target[prefix..]);
        if (others.Count > 0)
            length = DynamicProperties.Without(target.Slice(prefix, length), others);
        return length == 0 ? 0 : prefix + length;
    }

    /// <summary>Takes one level of escaping off quotes and backslashes; what else is escaped may stay so within the texts of the members.</summary>
    static int Unescape(ReadOnlySpan<byte> json, Span<byte> target)
    {
        var length = 0;
        while (json.IndexOf((byte)'\\') is >= 0 and var at)
        {
            json[..at].CopyTo(target[length..]);
            length += at;
            if (json[at + 1] is not ((byte)'"' or (byte)'\\'))
                target[length++] = (byte)'\\';
            target[length++] = json[at + 1];
            json = json[(at + 2)..];
        }

        json.CopyTo(target[length..]);
        return length + json.Length;
    }
}
