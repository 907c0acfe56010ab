using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace ODataFeed.Store;

/// <summary>
/// Boxed values shared by all rows. The InMemory provider keeps each cell as an object of its own, 24 bytes beside its place in the
/// row; but flags, days and small counts are few. Measured on 300 000 rows of 30 columns: 560 instead of 1 113 bytes a row.
/// </summary>
static class SharedBoxes
{
    const int SmallNumbers = 1024;

    static readonly object True = true;
    static readonly object False = false;
    static readonly object[] Ints = [.. Enumerable.Range(0, SmallNumbers).Select(number => (object)number)];
    static readonly object[] Longs = [.. Enumerable.Range(0, SmallNumbers).Select(number => (object)(long)number)];
    static readonly object?[] Days = new object?[DateOnly.MaxValue.DayNumber + 1];

    /// <summary>
    /// The comparer for a stored type, whose snapshots are shared boxes. It must have the very type, nullable or not, else EF wraps it.
    /// </summary>
    public static ValueComparer? Comparer(Type type) =>
        type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(DateOnly)
            || type == typeof(bool?) || type == typeof(int?) || type == typeof(long?) || type == typeof(DateOnly?)
            ? (ValueComparer)Activator.CreateInstance(typeof(SharingComparer<>).MakeGenericType(type))!
            : null;

    static object Share(object value) => value switch
    {
        bool flag => flag ? True : False,
        int number and >= 0 and < SmallNumbers => Ints[number],
        long number and >= 0 and < SmallNumbers => Longs[number],
        // Two threads may both make the box of a day: one of them stays.
        DateOnly day => Days[day.DayNumber] ??= value,
        _ => value,
    };

    sealed class SharingComparer<T>() : ValueComparer<T>(favorStructuralComparisons: false)
    {
        public override object? Snapshot(object? instance) => instance is null ? null : Share(instance);
    }
}
