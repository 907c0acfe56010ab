using System.Diagnostics;

namespace ODataFeed.Benchmarks;

/// <summary>Times pieces of work against each other: one round runs each once, and medians over the rounds are compared.</summary>
static class Measurement
{
    /// <summary>Medians in milliseconds, in the order of the works; a first round, which compiles and fills caches, does not count.</summary>
    public static async Task<double[]> InterleavedAsync(int rounds, params Func<Task>[] works)
    {
        var times = Array.ConvertAll(works, _ => new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            for (var i = 0; i < works.Length; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await works[i]();
                if (round > 0)
                    times[i].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        return Array.ConvertAll(times, Median);
    }

    /// <summary>The same for work that does not wait; each time is that of one of <paramref name="repeat"/> repetitions.</summary>
    public static async Task<double[]> InterleavedAsync(int rounds, int repeat, params Action[] works)
    {
        var medians = await InterleavedAsync(rounds, Array.ConvertAll<Action, Func<Task>>(works, work => () =>
        {
            for (var i = 0; i < repeat; i++)
                work();
            return Task.CompletedTask;
        }));
        return Array.ConvertAll(medians, median => median / repeat);
    }

    /// <summary>Bytes one repetition allocates on this thread, after a first one.</summary>
    public static long Allocated(int repeat, Action work)
    {
        work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < repeat; i++)
            work();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / repeat;
    }

    public static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
