using System.Globalization;
using System.IO.Pipelines;
using ODataFeed.Output;
using ODataFeed.Query.Execution;
using ODataFeed.Snapshot;

namespace ODataFeed.Benchmarks;

/// <summary>Each room by itself, in this process.</summary>
static class Rooms
{
    const int Rows = 300_000;
    const int Rounds = 11;
    public static async Task<IReadOnlyList<Result>> MeasureAsync()
    {
        var table = UserDetail.Table(Rows);
        var objects = UserRow.Array(table.Schema, Rows);
        var engine = new Engine(table);
        await using var linq = await InMemoryLinq.OfAsync(objects);
        return
        [
            .. MemoryRoom.Measure(),
            .. await IngestRoom.MeasureAsync(),
            .. await RowsAsync(table),
            .. await FilterAsync(engine, objects, linq),
            .. await GroupAsync(engine, objects, linq),
            .. await ParserRoom.MeasureAsync(engine, Queries.Filter),
        ];
    }

    static async Task<IReadOnlyList<Result>> RowsAsync(Table table)
    {
        var columns = UserDetail.Columns(table);
        RowWriter json = new JsonRows(table, columns, new Representation());
        RowWriter csv = new CsvRows(table, columns);
        return [await RowsAsync("JSON", json, table), await RowsAsync("CSV", csv, table)];
    }

    static async Task<Result> RowsAsync(string format, RowWriter writer, Table table)
    {
        var encoded = new PreEncoded(writer, table.Count);
        var times = await Measurement.InterleavedAsync(
            Rounds,
            () => ToNothingAsync(pipe => writer.WriteAsync(pipe, new RowList(Rows), 0, Rows, default)),
            () => ToNothingAsync(pipe => encoded.WriteAsync(pipe, 0, Rows)));
        return new Result(
            0, string.Create(CultureInfo.InvariantCulture, $"{format} of {Rows / 1000} k rows × {table.Columns.Count} columns into memory"), RowRate(times[0]), $"{RowRate(times[1])} pre-encoded rows", times[1] / times[0]);
    }

    static async Task<IReadOnlyList<Result>> FilterAsync(Engine engine, UserRow[] objects, InMemoryLinq linq)
    {
        var day = new DateOnly(2026, 10, 20);
        var plan = engine.Plan(Queries.Filter);
        var known = engine.Run(plan);
        var arrays = new ByHandColumns(objects);
        var times = await Measurement.InterleavedAsync(
            Rounds,
            () => Engine.WriteAsync(engine.Run(plan)),
            () => ByHand.WriteAsync(ByHand.Filter(objects, day)),
            () => arrays.FilterAsync(day),
            () => linq.FilterAsync(day));

        // By themselves: what runs in between leaves other things in the processor's caches.
        var again = await Measurement.InterleavedAsync(5 * Rounds, () => Engine.WriteAsync(engine.RunAgain(plan)), () => Engine.WriteAsync(known));
        var rows = string.Create(CultureInfo.InvariantCulture, $"{known.Count:N0} of {Rows / 1000} k rows by date, two columns, in order");
        return
        [
            new Result(2, rows, Milliseconds(times[0]), $"{Milliseconds(times[2])} by hand over arrays of each property", times[0] / times[2], 1.5, AtLeast: false),
            new Result(2, rows, Milliseconds(times[0]), $"{Milliseconds(times[1])} by hand over objects", times[0] / times[1]),
            new Result(2, rows, Milliseconds(times[0]), $"{Milliseconds(times[3] * Rows / InMemoryLinq.Rows)} LINQ over EF InMemory, unwritten", times[0] / (times[3] * Rows / InMemoryLinq.Rows)),
            new Result(2, "the same asked again", Milliseconds(again[0]), $"{Milliseconds(again[1])} writing the rows alone", again[0] / again[1], 1.1, AtLeast: false),
        ];
    }

    static async Task<IReadOnlyList<Result>> GroupAsync(Engine engine, UserRow[] objects, InMemoryLinq linq)
    {
        const string Work = "group by product: count, sum, average, countdistinct";
        var plan = engine.Plan(Queries.Group);
        var arrays = new ByHandColumns(objects);
        var times = await Measurement.InterleavedAsync(
            Rounds,
            () => Task.FromResult(engine.Run(plan)), () => Task.FromResult(ByHand.Group(objects)), () => Task.FromResult(arrays.Group()), linq.GroupAsync);
        var (_, processor) = Measurement.Processor(500, () => engine.Run(plan));
        return
        [
            new Result(3, Work, Milliseconds(times[0]), $"{Milliseconds(times[2])} by hand over arrays of each property", times[0] / times[2], 1.5, AtLeast: false),
            new Result(3, Work, Milliseconds(times[0]), $"{Milliseconds(times[1])} by hand over objects", times[0] / times[1]),
            new Result(3, Work, Milliseconds(times[0]), $"{Milliseconds(times[3] * Rows / InMemoryLinq.Rows)} LINQ over EF InMemory", times[0] / (times[3] * Rows / InMemoryLinq.Rows)),
            new Result(3, "processor time of the same", Milliseconds(processor), "2 ms", processor / 2, 1, AtLeast: false),
        ];
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
