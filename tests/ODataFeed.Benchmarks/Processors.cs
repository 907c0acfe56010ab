using System.Diagnostics;
using System.IO.Pipelines;
using ODataFeed.Output;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;
using static ODataFeed.Benchmarks.Result;

namespace ODataFeed.Benchmarks;

/// <summary>What more processors are good for: readers do not hold each other up, and one large query uses them all.</summary>
static class Processors
{
    const int Rows = 2_000_000;
    const int Rounds = 7;

    public static async Task<IReadOnlyList<Result>> MeasureAsync()
    {
        var table = UserDetail.Table(Rows);
        var engine = new Engine(table);
        var columns = UserDetail.Columns(table);
        var times = await Measurement.InterleavedAsync(Rounds, () => ReadAsync(table, columns), () => Task.WhenAll(ReadAsync(table, columns), ReadAsync(table, columns)));
        var results = new List<Result>
        {
            new(10, "two full reads at once into nothing", Text($"{times[1]:F0} ms"), Text($"{times[0]:F0} ms one"), times[1] / times[0], 1.2, AtLeast: false),
        };
        foreach (var (work, query) in new[] { ("scan", Queries.Scan), ("sort", Queries.Sort), ("group", Queries.Group) })
        {
            var (passed, used) = Spread(engine, engine.Plan(query));
            results.Add(new Result(10, Text($"{work} of {Rows / 1_000_000} M rows"), Text($"{passed:F0} ms"), Text($"{used:F0} ms of processor time"), passed / used));
        }

        return results;
    }

    /// <summary>The time that passes and the processor time it takes, in milliseconds a run: half of it, where two processors share the work.</summary>
    static (double Passed, double Used) Spread(Engine engine, QueryPlan plan)
    {
        using var process = Process.GetCurrentProcess();
        engine.Run(plan);
        process.Refresh();
        var (began, before) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        for (var round = 0; round < Rounds; round++)
            engine.Run(plan);
        var passed = Stopwatch.GetElapsedTime(began);
        process.Refresh();
        return (passed.TotalMilliseconds / Rounds, (process.TotalProcessorTime - before).TotalMilliseconds / Rounds);
    }

    static Task ReadAsync(Table table, List<OutputColumn> columns) => Task.Run(async () =>
    {
        var pipe = PipeWriter.Create(Stream.Null);
        await new JsonRows(table, columns, new Representation()).WriteAsync(pipe, new RowList(table.Count), 0, table.Count, default);
        await pipe.CompleteAsync();
    });
}
