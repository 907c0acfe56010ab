using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.Versioning;
using ODataFeed.Output;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Benchmarks;

/// <summary>What more processors are good for: readers do not hold each other up, and one large query uses them all.</summary>
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("windows")]
static class Processors
{
    const int Rows = 2_000_000;
    const int Rounds = 7;

    public static async Task<IReadOnlyList<Result>> MeasureAsync()
    {
        var table = UserDetail.Table(Rows);
        var engine = new Engine(table);
        var columns = table.Schema.Columns.Select((column, ordinal) => new OutputColumn(column.Name, EdmTypes.Of(column.Type), ordinal)).ToList();
        var times = await Measurement.InterleavedAsync(Rounds, () => ReadAsync(table, columns), () => Task.WhenAll(ReadAsync(table, columns), ReadAsync(table, columns)));
        using var process = Process.GetCurrentProcess();
        var all = process.ProcessorAffinity;
        var results = new List<Result>
        {
            new(10, "two full reads at once into nothing", Text($"{times[1]:F0} ms"), Text($"{times[0]:F0} ms one"), times[1] / times[0], 1.2, AtLeast: false),
        };
        foreach (var (work, query) in new[] { ("scan", Queries.Scan), ("sort", Queries.Sort), ("group", Queries.Group) })
        {
            var plan = engine.Plan(query);
            var spread = await Measurement.InterleavedAsync(Rounds, Run(plan, all), Run(plan, 1));
            results.Add(new Result(10, Text($"{work} of {Rows / 1_000_000} M rows"), Text($"{spread[0]:F0} ms"), Text($"{spread[1]:F0} ms held to one processor"), spread[0] / spread[1]));
        }

        process.ProcessorAffinity = all;
        return results;

        Func<Task> Run(QueryPlan plan, IntPtr processors) => () =>
        {
            process.ProcessorAffinity = processors;
            engine.Run(plan);
            return Task.CompletedTask;
        };
    }

    static Task ReadAsync(Table table, List<OutputColumn> columns) => Task.Run(async () =>
    {
        var pipe = PipeWriter.Create(Stream.Null);
        await new JsonRows(table, columns, new Representation()).WriteAsync(pipe, new RowList(table.Count), 0, table.Count, default);
        await pipe.CompleteAsync();
    });

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
