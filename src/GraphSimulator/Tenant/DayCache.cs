using System.Collections.Concurrent;

namespace GraphSimulator.Tenant;

/// <summary>Days computed once, when first asked for. Days do not depend on each other, so many are computed side by side.</summary>
sealed class DayCache<T>(Func<int, T> compute, ParallelOptions parallel)
{
    readonly ConcurrentDictionary<int, Lazy<T>> _days = new();

    public T this[int day] => _days.GetOrAdd(day, static (key, compute) => new Lazy<T>(() => compute(key)), compute).Value;

    /// <summary>Sees to it that all days of a stretch are there.</summary>
    public void Prepare(int first, int last) => Parallel.For(first, last + 1, parallel, day => _ = this[day]);
}
