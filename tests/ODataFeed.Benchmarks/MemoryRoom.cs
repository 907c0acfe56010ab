using static ODataFeed.Benchmarks.Result;
namespace ODataFeed.Benchmarks;

/// <summary>What rows take in memory, beside an array of objects with their strings.</summary>
static class MemoryRoom
{
    const int Rows = 300_000;

    public static IReadOnlyList<Result> Measure()
    {
        var (columns, table) = Taken(() => UserDetail.Table(Rows));
        var (objects, _) = Taken(() => UserRow.Array(table.Schema, Rows));
        return
        [
            new Result(
                7, $"memory of {Rows / 1000} k rows", Text($"{columns / 1e6:F0} MB, {(double)columns / Rows:F0} bytes a row"),
                Text($"{objects / 1e6:F0} MB, {(double)objects / Rows:F0} bytes a row as objects"), (double)columns / objects, 0.4, AtLeast: false),
        ];
    }

    static (long Bytes, T Value) Taken<T>(Func<T> make)
        where T : class
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var value = make();
        return (GC.GetTotalMemory(forceFullCollection: true) - before, value);
    }
}
