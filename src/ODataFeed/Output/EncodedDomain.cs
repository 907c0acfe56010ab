using System.Runtime.CompilerServices;
using System.Text;
using ODataFeed.Query;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>
/// The values of a column's domain as they are written, encoded at the first answer that needs them and kept as long as the column
/// lives. For text, dates, flags, decimals and the like, which have few distinct values.
/// </summary>
static class EncodedDomain
{
    /// <summary>Beyond this the list would outweigh the column: format each cell instead.</summary>
    const ulong Largest = 1 << 16;

    /// <summary>By notation. Columns that share a dictionary share its values, so that is the key of text.</summary>
    static readonly ConditionalWeakTable<object, JsonValues>[] Known = [.. Enum.GetValues<ValueNotation>().Select(_ => new ConditionalWeakTable<object, JsonValues>())];

    /// <summary>The values, or null where there are too many. Text and decimals always have them: their domain is a list already.</summary>
    public static JsonValues? Of(Column column, ValueNotation notation) => (column, notation) switch
    {
        (TextColumn texts, ValueNotation.Json or ValueNotation.JsonLongsAsText) => texts.Dictionary.Values,
        (TextColumn texts, ValueNotation.Csv) => Cached(texts.Dictionary, notation, () => CsvFields.Encode(texts.Dictionary.Values)),
        (TextColumn texts, _) => Cached(texts.Dictionary, notation, () => EncodeKeys(texts.Dictionary)),
        (DecimalColumn decimals, _) => Cached(column, notation, () => Encode(decimals, notation)),
        (RealColumn reals, _) => Cached(column, notation, () => Encode(reals, notation)),
        ({ MaxCode: > Largest }, _) => null,
        (_, ValueNotation.JsonLongsAsText) => Of(column, ValueNotation.Json),
        _ => Cached(column, notation, () => Encode((NumberColumn)column, notation)),
    };

    static JsonValues Cached(object domain, ValueNotation notation, Func<JsonValues> encode) => Known[(int)notation].GetValue(domain, _ => encode());

    static JsonValues Encode(DecimalColumn column, ValueNotation notation)
    {
        var values = new JsonValues.Builder();
        for (var code = 1UL; code <= column.MaxCode; code++)
            Add(values, Literals.Write(column.ValueOf(code), EdmType.Decimal), quoted: notation == ValueNotation.JsonLongsAsText);
        return values.Build();
    }

    /// <summary>What JSON has no number for is text: INF, -INF, NaN (OData JSON Format §7.1).</summary>
    static JsonValues Encode(RealColumn column, ValueNotation notation)
    {
        var values = new JsonValues.Builder();
        for (var code = 1UL; code <= column.MaxCode; code++)
            Add(values, Literals.Write(column.ValueOf(code), EdmType.Double), quoted: notation != ValueNotation.Csv && !double.IsFinite(column.ValueOf(code)));
        return values.Build();
    }

    static JsonValues Encode(NumberColumn column, ValueNotation notation)
    {
        var type = EdmTypes.Of(column.Type);
        var values = new JsonValues.Builder();
        for (var code = 1UL; code <= column.MaxCode; code++)
        {
            if (type == EdmType.Boolean)
                Add(values, column.ValueOf(code) == 0 ? "false" : "true", quoted: false);
            else if (notation == ValueNotation.Key)
                Add(values, Uri.EscapeDataString(Literals.Write(column.ValueOf(code), type)), quoted: false);
            else
                Add(values, Literals.Write(column.ValueOf(code), type), quoted: notation != ValueNotation.Csv);
        }

        return values.Build();
    }

    /// <summary>String literals of a key predicate: single quotes are doubled, and what a path segment may not hold is percent-encoded.</summary>
    static JsonValues EncodeKeys(TextDictionary dictionary)
    {
        var values = new JsonValues.Builder();
        for (var code = 1; code <= dictionary.Count; code++)
            Add(values, $"'{Uri.EscapeDataString(dictionary.Text(code)).Replace("%27", "''", StringComparison.Ordinal)}'", quoted: false);
        return values.Build();
    }

    static void Add(JsonValues.Builder values, string text, bool quoted) =>
        values.Add(Encoding.UTF8.GetBytes(quoted ? $"\"{text}\"" : text));
}
