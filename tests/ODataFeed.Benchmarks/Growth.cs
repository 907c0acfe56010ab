using System.IO.Pipelines;
using ODataFeed.Output;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;
using static ODataFeed.Benchmarks.Result;

namespace ODataFeed.Benchmarks;

/// <summary>How work grows with the rows.</summary>
static class Growth
{
    const int Rounds = 3;

    static readonly int[] Sizes = [10_000, 100_000, 1_000_000, 5_000_000];

    static readonly string[] Works = ["full read", "filter", "group", "sort"];

    public static async Task<(IReadOnlyList<Result> Results, GrowthPicture Picture)> MeasureAsync()
    {
        // All sizes in turns, small ones as often as makes them as long: then whatever else the machine does meets all alike.
        var works = Sizes.SelectMany(size => WorksOn(UserDetail.Table(size), Sizes[^1] / size)).ToArray();
        var measured = await Measurement.InterleavedAsync(Rounds, works);
        var times = Works.Select((_, work) => Sizes.Select((size, i) => measured[(i * Works.Length) + work] / (Sizes[^1] / size)).ToArray()).ToList();
        var results = Works.Select((work, i) => Of(work, times[i])).ToList();
        return (results, new GrowthPicture(Sizes, [.. Works.Zip(times)]));
    }

    static Func<Task>[] WorksOn(Table table, int repeat)
    {
        var engine = new Engine(table);
        var columns = UserDetail.Columns(table);
        var plans = new[] { Queries.Scan, Queries.Group, Queries.Sort }.Select(engine.Plan);
        return [Repeated(() => ReadAsync(table, columns)), .. plans.Select(plan => Repeated(() => Task.FromResult(engine.Run(plan))))];

        Func<Task> Repeated(Func<Task> work) => async () =>
        {
            for (var i = 0; i < repeat; i++)
                await work();
        };
    }

    /// <summary>Time a row at the greatest size to that at a hundred thousand, below which fixed costs show; of a sort, time a row and comparison.</summary>
    static Result Of(string work, double[] times)
    {
        var (from, to) = (1, Sizes.Length - 1);
        var rows = (double)Sizes[to] / Sizes[from];
        var expected = work == "sort" ? rows * Math.Log2(Sizes[to]) / Math.Log2(Sizes[from]) : rows;
        return new Result(
            8, Text($"{work}: {Sizes[to] / 1_000_000} M rows to {Sizes[from] / 1000} k"), Text($"{times[to]:F1} ms"), Text($"{times[from]:F1} ms × {expected:F0}"),
            times[to] / times[from] / expected, 1, AtLeast: false);
    }

    static async Task ReadAsync(Table table, List<OutputColumn> columns)
    {
        var pipe = PipeWriter.Create(Stream.Null);
        await new JsonRows(table, columns, new Representation()).WriteAsync(pipe, new RowList(table.Count), 0, table.Count, default);
        await pipe.CompleteAsync();
    }
}
