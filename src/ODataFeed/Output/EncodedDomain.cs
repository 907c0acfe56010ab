using System.Runtime.CompilerServices;
using System.Text;
using ODataFeed.Query;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>
/// The values of a column's domain as JSON, encoded at the first answer and kept as long as the column lives. For dates, flags, decimals
/// and the like, which have few distinct values.
/// </summary>
static class EncodedDomain
{
    /// <summary>Beyond this the list would outweigh the column: format each cell instead.</summary>
    const ulong Largest = 1 << 16;

    static readonly ConditionalWeakTable<Column, JsonValues> Plain = [];
    static readonly ConditionalWeakTable<Column, JsonValues> Quoted = [];

    /// <summary>The values, or null where there are too many. Decimals always have them: their domain is a list already.</summary>
    public static JsonValues? Of(Column column, bool decimalsAsText)
    {
        if (column is DecimalColumn decimals)
            return decimalsAsText ? Quoted.GetValue(column, _ => Encode(decimals, quoted: true)) : Plain.GetValue(column, _ => Encode(decimals, quoted: false));
        if (column is RealColumn reals)
            return Plain.GetValue(column, _ => Encode(reals));
        return column.MaxCode > Largest ? null : Plain.GetValue(column, _ => Encode((NumberColumn)column));
    }

    static JsonValues Encode(DecimalColumn column, bool quoted)
    {
        var values = new JsonValues.Builder();
        for (var code = 1UL; code <= column.MaxCode; code++)
            Add(values, Literals.Write(column.ValueOf(code), EdmType.Decimal), quoted);
        return values.Build();
    }

    /// <summary>What JSON has no number for is text: INF, -INF, NaN (OData JSON Format §7.1).</summary>
    static JsonValues Encode(RealColumn column)
    {
        var values = new JsonValues.Builder();
        for (var code = 1UL; code <= column.MaxCode; code++)
            Add(values, Literals.Write(column.ValueOf(code), EdmType.Double), quoted: !double.IsFinite(column.ValueOf(code)));
        return values.Build();
    }

    static JsonValues Encode(NumberColumn column)
    {
        var type = EdmTypes.Of(column.Type);
        var values = new JsonValues.Builder();
        for (var code = 1UL; code <= column.MaxCode; code++)
        {
            if (type == EdmType.Boolean)
                Add(values, column.ValueOf(code) == 0 ? "false" : "true", quoted: false);
            else
                Add(values, Literals.Write(column.ValueOf(code), type), quoted: true);
        }

        return values.Build();
    }

    static void Add(JsonValues.Builder values, string text, bool quoted) =>
        values.Add(Encoding.UTF8.GetBytes(quoted ? $"\"{text}\"" : text));
}
