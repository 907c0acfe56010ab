using System.Buffers;
using System.IO.Pipelines;
using ODataFeed.Query.Execution;

namespace ODataFeed.Output;

/// <summary>
/// Rows as CSV: a header of property names and a record per row. Begins with a byte order mark, without which Excel takes the text for
/// the machine's own code page. There is no place for <c>$count</c>.
/// </summary>
static class CsvAnswer
{
    /// <param name="end">The place behind the last row.</param>
    public static async Task WriteAsync(PipeWriter writer, QueryResult result, int first, int end, CancellationToken cancellation)
    {
        writer.Write("\uFEFF"u8);
        writer.Write(CsvFields.Header(result.Plan.Select.Select(column => column.Name)));
        await WriteRowsAsync(writer, result, first, end, cancellation);
    }

    /// <summary>More rows of an answer whose header is written.</summary>
    public static ValueTask WriteRowsAsync(PipeWriter writer, QueryResult result, int first, int end, CancellationToken cancellation) =>
        new CsvRows(result.Table, result.Plan.Select).WriteAsync(writer, result.Rows, first, end, cancellation);
}
