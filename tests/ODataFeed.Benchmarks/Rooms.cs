using System.Globalization;
using System.IO.Pipelines;
using ODataFeed.Output;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Benchmarks;

/// <summary>Each room by itself, in this process.</summary>
static class Rooms
{
    const int Rows = 300_000;
    const int Rounds = 11;
    const string Filter = "$filter=ExchangeLastActivityDate ge 2026-10-20&$select=UserPrincipalName,ExchangeLastActivityDate&$orderby=ExchangeLastActivityDate,UserPrincipalName";
    const string Group = "$apply=groupby((AssignedProducts),aggregate($count as N,ReportPeriod with sum as S,ReportPeriod with average as A,ExchangeLastActivityDate with countdistinct as D))";

    public static async Task<IReadOnlyList<Result>> MeasureAsync()
    {
        var table = UserDetail.Table(Rows);
        var objects = UserRow.Array(table.Schema, Rows);
        var engine = new Engine(table);
        return
        [
            await JsonAsync(table),
            .. await FilterAsync(engine, objects),
            await GroupAsync(engine, objects),
            await PlanAsync(engine),
        ];
    }

    static async Task<Result> JsonAsync(Table table)
    {
        var columns = table.Schema.Columns.Select((column, ordinal) => new OutputColumn(column.Name, EdmTypes.Of(column.Type), ordinal)).ToList();
        var writer = new JsonRows(table, columns, new Representation());
        var encoded = new PreEncoded(writer, table.Count);
        var times = await Measurement.InterleavedAsync(
            Rounds,
            () => ToNothingAsync(pipe => writer.WriteAsync(pipe, new RowList(Rows), 0, Rows, default)),
            () => ToNothingAsync(pipe => encoded.WriteAsync(pipe, 0, Rows)));
        return new Result(
            0, string.Create(CultureInfo.InvariantCulture, $"JSON of {Rows / 1000} k rows × {columns.Count} columns into memory"), RowRate(times[0]), $"{RowRate(times[1])} pre-encoded rows", times[1] / times[0]);
    }

    static async Task<IReadOnlyList<Result>> FilterAsync(Engine engine, UserRow[] objects)
    {
        var plan = engine.Plan(Filter);
        var known = engine.Run(plan);
        var times = await Measurement.InterleavedAsync(
            Rounds,
            () => Engine.WriteAsync(engine.Run(plan)),
            () => ByHand.WriteAsync(ByHand.Filter(objects, new DateOnly(2026, 10, 20))),
            () => Engine.WriteAsync(engine.RunAgain(plan)),
            () => Engine.WriteAsync(known));
        var rows = string.Create(CultureInfo.InvariantCulture, $"{known.Count:N0} of {Rows / 1000} k rows by date, two columns, in order");
        return
        [
            new Result(2, rows, Milliseconds(times[0]), $"{Milliseconds(times[1])} by hand over objects", times[0] / times[1], 1.5, AtLeast: false),
            new Result(2, "the same asked again", Milliseconds(times[2]), $"{Milliseconds(times[3])} writing the rows alone", times[2] / times[3], 1.1, AtLeast: false),
        ];
    }

    static async Task<Result> GroupAsync(Engine engine, UserRow[] objects)
    {
        var plan = engine.Plan(Group);
        var times = await Measurement.InterleavedAsync(Rounds, 4, () => engine.Run(plan), () => ByHand.Group(objects));
        return new Result(3, "group by product: count, sum, average, countdistinct", Milliseconds(times[0]), $"{Milliseconds(times[1])} by hand over objects", times[0] / times[1], 1.5, AtLeast: false);
    }

    static async Task<Result> PlanAsync(Engine engine)
    {
        var times = await Measurement.InterleavedAsync(Rounds, 2000, () => engine.Plan(Filter));
        var bytes = Measurement.Allocated(100, () => engine.Plan(Filter));
        return new Result(5, "parse and plan, uncached", string.Create(CultureInfo.InvariantCulture, $"{times[0] * 1000:F1} µs, {bytes / 1024.0:F1} KB"), "15 µs", times[0] * 1000 / 15, 1, AtLeast: false);
    }

    static async Task ToNothingAsync(Func<PipeWriter, ValueTask> write)
    {
        var pipe = PipeWriter.Create(Stream.Null);
        await write(pipe);
        await pipe.CompleteAsync();
    }

    static string Milliseconds(double time) => string.Create(CultureInfo.InvariantCulture, $"{time:F1} ms");

    static string RowRate(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{Rows / milliseconds:F0} k rows/s");
}
