using System.Diagnostics;

namespace ODataFeed.Benchmarks;

/// <summary>Times pieces of work against each other: one round runs each once, and medians over the rounds are compared.</summary>
static class Measurement
{
    /// <summary>The runtime compiles what is hot after so many calls, in the background: what runs meanwhile is not what will.</summary>
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Medians in milliseconds, in the order of the works; the first rounds, which compile and fill caches, do not count.</summary>
    public static async Task<double[]> InterleavedAsync(int rounds, params Func<Task>[] works)
    {
        var began = Stopwatch.GetTimestamp();
        do
            await RoundAsync(works, (_, _) => { });
        while (Stopwatch.GetElapsedTime(began) < WarmUp);
        var times = Array.ConvertAll(works, _ => new List<double>());
        for (var round = 0; round < rounds; round++)
            await RoundAsync(works, (i, time) => times[i].Add(time));
        return Array.ConvertAll(times, Median);
    }

    static async Task RoundAsync(Func<Task>[] works, Action<int, double> note)
    {
        for (var i = 0; i < works.Length; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await works[i]();
            note(i, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
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

    /// <summary>Milliseconds of the clock, and of all processors of this process, that one of some repetitions takes.</summary>
    public static (double Wall, double Processor) Processor(int repeat, Action work)
    {
        var (started, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        for (var i = 0; i < repeat; i++)
            work();
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds / repeat, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / repeat);
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
