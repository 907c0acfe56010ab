using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>
/// Writes rows with collections in them as JSON objects. A collection may be larger than any buffer, so its rows are streamed as those
/// of a page are; it comes behind the row's own members.
/// </summary>
/// <param name="rows">Writes the other members of a row.</param>
sealed class NestedRows(JsonObjects rows, QueryResult result, ContextUrl context, Representation representation)
{
    public async Task WriteAsync(PipeWriter writer, int first, int end, CancellationToken cancellation)
    {
        for (var place = first; place < end; place++)
        {
            if (place > first)
                writer.Write(","u8);
            var row = result.Rows[place];

            // The row's own members without the brace that would close it.
            var length = rows.Write(row, writer.GetSpan(rows.MaxBytes)) - 1;
            writer.Advance(length);
            foreach (var collection in result.Plan.Collections)
            {
                if (result.Table.Columns[collection.Ordinal] is not CollectionColumn column || column.IsNull(row))
                    continue;
                var members = column.ValueOf(column.Codes[row]);
                Encoding.UTF8.GetBytes($"{(length > 1 ? "," : "")}{Context(collection)}\"{collection.Name}\":[", writer);
                await JsonAnswer.WriteRowsAsync(writer, new QueryResult(collection.Members, members.Table, members.Rows, 0, members.Rows.Count, result.Budget), 0, members.Rows.Count, context, representation, cancellation);
                writer.Write("]"u8);
                length = int.MaxValue;
            }

            writer.Write("}"u8);
            await RowWriter.FlushAsync(writer, cancellation);
        }
    }

    /// <summary>What the collection holds: <c>$metadata</c> does not say it (Data Aggregation §3.5.2).</summary>
    string Context(OutputCollection collection)
    {
        if (representation.Metadata == MetadataLevel.None)
            return "";
        var (plan, control) = (collection.Members, collection.Name + representation.Prefix);
        var list = representation.Version401 ? plan.Context.V401 : plan.Context.V40;
        return $"\"{control}context\":\"#{plan.Set.Name}{(list.Length == 0 ? "" : $"({list})")}\","
            + $"\"{control}type\":\"#Collection({FeedModel.Namespace}.{plan.Set.Name})\",";
    }
}
