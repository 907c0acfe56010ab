using System.Buffers.Text;
using System.Globalization;
using UsageReports;

namespace ODataFeed.Store.Transfer;

/// <summary>
/// Cells of number columns as they stand in exported files. Exact to the tick; a duration is <c>[-][d.]hh:mm:ss[.fffffff]</c>, which
/// spreadsheets take for a time where it is shorter than a day.
/// </summary>
static class CellNotation
{
    /// <summary>The longest is an instant: <c>2026-08-01T06:30:00.0000000Z</c>.</summary>
    public const int LongestNumber = 32;

    /// <summary>Writes a number as its column has it (0 or 1, a day number, ticks) and returns the length.</summary>
    public static int Format(long value, ColumnType type, Span<byte> target)
    {
        int written;
        var isWritten = type switch
        {
            ColumnType.Boolean => Utf8Formatter.TryFormat(value != 0, target, out written, 'l'),
            ColumnType.Int32 or ColumnType.Int64 => Utf8Formatter.TryFormat(value, target, out written),
            ColumnType.Date => DateOnly.FromDayNumber((int)value).TryFormat(target, out written, "O", CultureInfo.InvariantCulture),
            ColumnType.DateTimeOffset => Utf8Formatter.TryFormat(new DateTime(value, DateTimeKind.Utc), target, out written, 'O'),
            ColumnType.Duration => Utf8Formatter.TryFormat(new TimeSpan(value), target, out written, 'c'),
            _ => throw NotANumber(type),
        };
        return isWritten ? written : throw new ArgumentException($"{target.Length} bytes are too few for a {type}.", nameof(target));
    }

    /// <summary>The reverse; false for whatever <see cref="Format"/> does not write.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, ColumnType type, out long value)
    {
        switch (type)
        {
            case ColumnType.Boolean:
                value = text.SequenceEqual("true"u8) ? 1 : 0;
                return value == 1 || text.SequenceEqual("false"u8);
            case ColumnType.Int32 or ColumnType.Int64:
                return Utf8Parser.TryParse(text, out value, out var used) && used == text.Length && (type == ColumnType.Int64 || value == (int)value);
            case ColumnType.Date:
                return TryDay(text, out value);
            case ColumnType.DateTimeOffset:
                var isInstant = Utf8Parser.TryParse(text, out DateTime instant, out used, 'O') && used == text.Length && instant.Kind == DateTimeKind.Utc;
                value = instant.Ticks;
                return isInstant;
            case ColumnType.Duration:
                var isSpan = Utf8Parser.TryParse(text, out TimeSpan span, out used, 'c') && used == text.Length;
                value = span.Ticks;
                return isSpan;
            default:
                throw NotANumber(type);
        }
    }

    static bool TryDay(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length != "yyyy-MM-dd".Length || text[4] != '-' || text[7] != '-'
            || !Utf8Parser.TryParse(text[..4], out ushort year, out var used) || used != 4
            || !Utf8Parser.TryParse(text[5..7], out byte month, out used) || used != 2
            || !Utf8Parser.TryParse(text[8..], out byte day, out used) || used != 2
            || year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
            return false;
        value = new DateOnly(year, month, day).DayNumber;
        return true;
    }

    static ArgumentOutOfRangeException NotANumber(ColumnType type) => new(nameof(type), type, "Not a number column's type.");
}
