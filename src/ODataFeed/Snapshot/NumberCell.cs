using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>How the types a <see cref="NumberColumn"/> holds become a 64-bit number, and back.</summary>
static class NumberCell
{
    /// <summary>The boxed value of a number cell, of the .NET type that fits <paramref name="type"/>.</summary>
    public static object ToObject(ColumnType type, long value) => type switch
    {
        ColumnType.Boolean => value != 0,
        ColumnType.Int32 => (int)value,
        ColumnType.Int64 => value,
        ColumnType.Date => DateOnly.FromDayNumber((int)value),
        ColumnType.DateTimeOffset => new DateTimeOffset(value, TimeSpan.Zero),
        ColumnType.Duration => new TimeSpan(value),
        ColumnType.TimeOfDay => new TimeOnly(value),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a number column's type."),
    };

    /// <summary>The number that stands for a boxed value.</summary>
    public static long FromObject(object value) => value switch
    {
        bool boolean => boolean ? 1 : 0,
        int number => number,
        long number => number,
        DateOnly date => date.DayNumber,
        DateTimeOffset instant => instant.UtcTicks,
        TimeSpan duration => duration.Ticks,
        TimeOnly time => time.Ticks,
        _ => throw new ArgumentException($"A {value.GetType().Name} is no number cell.", nameof(value)),
    };
}
