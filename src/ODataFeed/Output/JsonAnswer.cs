using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;

namespace ODataFeed.Output;

/// <summary>Writes the JSON answers around rows (OData JSON Format §4.5, §12, §15).</summary>
static class JsonAnswer
{
    /// <summary>A page of a collection.</summary>
    /// <param name="context">The context URL; not written with <c>metadata=none</c>.</param>
    /// <param name="end">The place behind the page's last row.</param>
    /// <param name="nextLink">Where the rest is, or null at the end.</param>
    public static async Task WritePageAsync(
        PipeWriter writer, QueryResult result, int first, int end, ContextUrl context, string? nextLink, Representation representation, CancellationToken cancellation)
    {
        var count = result.Plan.Count ? Member(representation, "count", CountText(result.Count, representation)) + "," : "";
        var contextMember = representation.Metadata == MetadataLevel.None ? "" : Member(representation, "context", Quote(context.ToString())) + ",";
        Put(writer, $"{{{contextMember}{count}\"value\":[");
        await WriteRowsAsync(writer, result, first, end, context, representation, cancellation);
        Put(writer, nextLink is null ? "]}" : $"],{Member(representation, "nextLink", Quote(nextLink))}}}");
    }

    /// <summary>One entity, or the reference to it.</summary>
    public static void WriteEntity(IBufferWriter<byte> writer, QueryResult result, ContextUrl context, Representation representation)
    {
        var rows = Rows(result, context, representation);
        var row = result.Rows[result.First];
        if (representation.Metadata == MetadataLevel.None)
        {
            writer.Advance(rows.Write(row, writer.GetSpan(rows.MaxBytes)));
            return;
        }

        Put(writer, $"{{{Member(representation, "context", Quote(context.ToString()))}");
        writer.Advance(rows.WriteMembers(row, writer.GetSpan(rows.MaxBytes)));
        Put(writer, "}");
    }

    /// <summary>Rows with commas between them.</summary>
    public static async Task WriteRowsAsync(
        PipeWriter writer, QueryResult result, int first, int end, ContextUrl context, Representation representation, CancellationToken cancellation)
    {
        var rows = Rows(result, context, representation);
        if (result.Plan.Collections.Count == 0)
            await rows.WriteAsync(writer, result.Rows, first, end, cancellation);
        else
            await new NestedRows(rows, result, context, representation).WriteAsync(writer, first, end, cancellation);
    }

    static JsonObjects Rows(QueryResult result, ContextUrl context, Representation representation)
    {
        var plan = result.Plan;
        if (plan.Kind is ResourceKind.Reference or ResourceKind.References)
            return new JsonReferences(result.Table, representation, context.IdPrefix(representation));

        // What was not selected has no links either (OData JSON Format §8), and what is expanded needs none.
        var whole = plan.AreEntities && plan.Set.Properties.All(column => plan.Select.Any(selected => selected.Name == column.Name));
        var links = whole ? plan.Set.Navigations.Select(navigation => navigation.Name) : plan.Links;
        var expanded = plan.Select.Select(column => column.Name.Split('/')[0]);
        return new JsonRows(
            result.Table, plan.Select, representation, [.. links.Except(expanded)], plan.Objects, context.IdPrefix(representation), transient: !plan.AreEntities,
            DynamicCellWriter.Of(result.Table, plan));
    }

    static string Member(Representation representation, string name, string json) => $"\"{representation.Prefix}{name}\":{json}";

    static string CountText(long count, Representation representation) =>
        representation.LongsAsText ? Quote(count.ToString(CultureInfo.InvariantCulture)) : count.ToString(CultureInfo.InvariantCulture);

    static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    static void Put(IBufferWriter<byte> writer, string text) => Encoding.UTF8.GetBytes(text, writer);
}
