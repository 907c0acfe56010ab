using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ODataFeed.Query;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;

namespace ODataFeed.Output;

/// <summary>Writes one property of an entity: as JSON (OData JSON Format §11), or its raw value (part 1 §11.2.4.1).</summary>
static class PropertyAnswer
{
    /// <summary>Whether one property was asked for, and is null.</summary>
    public static bool IsNull(QueryResult result) =>
        result.Plan.Kind is ResourceKind.Property or ResourceKind.Value && result.Table.Columns[result.Plan.Select[0].Ordinal].IsNull(result.Rows[result.First]);

    /// <param name="root">The service root, without trailing slash.</param>
    public static void Write(IBufferWriter<byte> writer, QueryResult result, string root, Representation representation)
    {
        var column = result.Plan.Select[0];
        var row = result.Rows[result.First];
        var context = new ContextUrl(root, $"{new EntityUrl(result.Table, "").Text(row)}/{column.Name}").ToString();
        var cell = CellWriter.Of(
            result.Table.Columns[column.Ordinal],
            CellFrame.Of("\"value\":", "\"value\":null"),
            representation.LongsAsText ? ValueNotation.JsonLongsAsText : ValueNotation.Json);
        Put(writer, representation.Metadata == MetadataLevel.None
            ? "{"
            : $"{{\"{representation.Prefix}context\":\"{JsonEncodedText.Encode(context, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\",");
        writer.Advance(cell.Write(row, writer.GetSpan(cell.MaxBytes)));
        Put(writer, "}");
    }

    /// <summary>The value as text, strings as they are; null where the property is null, which has no raw value.</summary>
    public static string? Raw(QueryResult result)
    {
        var column = result.Plan.Select[0];
        var value = result.Table.Columns[column.Ordinal].GetObject(result.Rows[result.First]);
        return value switch
        {
            null => null,
            decimal number => Literals.Write(number, EdmType.Decimal),
            double number => Literals.Write(number, EdmType.Double),
            bool flag => Literals.Write(flag, EdmType.Boolean),
            string text => text,
            _ => Literals.Write(Snapshot.NumberCell.FromObject(value), column.Type),
        };
    }

    static void Put(IBufferWriter<byte> writer, string text) => Encoding.UTF8.GetBytes(text, writer);
}
