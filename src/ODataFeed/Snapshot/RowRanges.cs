using System.Runtime.ExceptionServices;

namespace ODataFeed.Snapshot;

/// <summary>
/// Spreads work over many rows across the processors, a range of rows each. Results come in the order of the ranges, so that it does not
/// show how many there were.
/// </summary>
static class RowRanges
{
    /// <summary>
    /// Rows below which one processor is done sooner than another has begun. Debug builds share out already small tables, so that every
    /// test crosses the border.
    /// </summary>
#if DEBUG
    public const int Least = 64;
#else
    public const int Least = 1 << 19;
#endif

    /// <summary>More parts than this have more to put together again than they save.</summary>
    const int MostParts = 8;

    /// <param name="work">Is given the first row of a range and the one behind its last; for few rows it is called once.</param>
    public static T[] Run<T>(int rows, Func<int, int, T> work)
    {
        var parts = rows < Least ? 1 : Math.Clamp(Environment.ProcessorCount, 1, MostParts);
        if (parts == 1)
            return [work(0, rows)];
        var results = new T[parts];
        var errors = new Exception?[parts];
        Parallel.For(0, parts, part =>
        {
            try
            {
                results[part] = work((int)((long)rows * part / parts), (int)((long)rows * (part + 1) / parts));
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                errors[part] = error;
            }
        });

        // That of the first rows, as without sharing: which range failed first is a matter of chance.
        if (Array.Find(errors, error => error is not null) is { } first)
            ExceptionDispatchInfo.Throw(first);
        return results;
    }
}
