using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using ODataFeed.Output;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;
using UsageReports;

if (args is ["store", .. var store])
{
    await StoreBenchmark.RunAsync(store);
    return 0;
}

// With the argument scale: a large tenant in PostgreSQL, see Scale.cs.
if (args is ["scale", .. var scale])
    return await Scale.RunAsync(scale);

// Writes a user detail report as JSON into memory, and beside it, in the same run, copies rows that were encoded beforehand: the limit.
// Machines are noisy, so only the ratio of medians counts. dotnet run -c Release --project tests/ODataFeed.Benchmarks
const int Rows = 300_000;
const int Runs = 15;

var table = UserDetail.Table(Rows);
var columns = table.Schema.Columns.Select((column, ordinal) => new OutputColumn(column.Name, EdmTypes.Of(column.Type), ordinal)).ToList();
var writer = new JsonRows(table, columns, new Representation());
var encoded = new byte[Rows][];
var buffer = new byte[writer.MaxBytes];
for (var row = 0; row < Rows; row++)
    encoded[row] = buffer[..writer.Write(row, buffer)];

var (columnar, limit) = (new List<double>(), new List<double>());
for (var run = 0; run < Runs; run++)
{
    columnar.Add(await TimeAsync(pipe => writer.WriteAsync(pipe, new RowList(Rows), 0, Rows, default)));
    limit.Add(await TimeAsync(CopyAsync));
}

var (median, best) = (Median(columnar), Median(limit));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Rows} rows × {columns.Count} columns, {encoded.Sum(row => (long)row.Length) / 1_000_000} MB, medians of {Runs} interleaved runs"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"from columns      {median:F1} ms  {Rows / median:F0} k rows/s"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pre-encoded rows  {best:F1} ms  {Rows / best:F0} k rows/s"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio             {best / median:F2}"));

return 0;

static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

static async Task<double> TimeAsync(Func<PipeWriter, ValueTask> write)
{
    var pipe = PipeWriter.Create(Stream.Null);
    var started = Stopwatch.GetTimestamp();
    await write(pipe);
    await pipe.CompleteAsync();
    return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
}

async ValueTask CopyAsync(PipeWriter pipe)
{
    foreach (var row in encoded)
    {
        row.CopyTo(pipe.GetSpan(row.Length));
        pipe.Advance(row.Length);
        if (pipe.UnflushedBytes >= 64 * 1024)
            await pipe.FlushAsync();
    }
}

/// <summary>Rows of the active user detail report: unique names, repeating licences, dates with gaps.</summary>
static class UserDetail
{
    public static Table Table(int count)
    {
        var random = new Random(1);
        var schema = TableSchema.Of(ReportCatalog.Load().Find("Office365ActiveUserDetail")!);
        var builder = new TableBuilder(schema);
        for (var row = 0; row < count; row++)
        {
            for (var i = 0; i < schema.Columns.Count; i++)
                builder.Columns[i].AppendObject(Cell(schema.Columns[i], row, random));
        }

        return builder.Build();
    }

    static object? Cell(ColumnSchema column, int row, Random random) => column.Type switch
    {
        ColumnType.String when column.Name == "AssignedProducts" => $"MICROSOFT 365 E{random.Next(3, 6)}+POWER BI (FREE)",
        ColumnType.String => $"{column.Name}{row}@contoso.com",
        ColumnType.Boolean => random.Next(2) == 0,
        ColumnType.Date => column.Nullable && random.Next(4) == 0 ? null : new DateOnly(2026, 1, 1).AddDays(column.Nullable ? random.Next(300) : 299),
        _ => 30,
    };
}
