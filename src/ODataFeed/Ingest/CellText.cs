using System.Buffers.Text;
using System.Text;

namespace ODataFeed.Ingest;

/// <summary>Parses a cell's UTF-8 text into the number that stands for it in a column, see <c>NumberCell</c>.</summary>
/// <returns>False when the text is no value of the type.</returns>
delegate bool ParseCell(ReadOnlySpan<byte> cell, out long value);

/// <summary>The ways Graph writes values in CSV and JSON. Outer spaces and tabs do not count.</summary>
static class CellText
{
    /// <summary><c>True</c>/<c>False</c> or <c>Yes</c>/<c>No</c> in any case; each report has its own habit.</summary>
    public static bool TryBoolean(ReadOnlySpan<byte> cell, out long value)
    {
        cell = Trim(cell);
        value = Ascii.EqualsIgnoreCase(cell, "true"u8) || Ascii.EqualsIgnoreCase(cell, "yes"u8) ? 1 : 0;
        return value == 1 || Ascii.EqualsIgnoreCase(cell, "false"u8) || Ascii.EqualsIgnoreCase(cell, "no"u8);
    }

    /// <summary>A whole number without group separators or decimal point.</summary>
    public static bool TryInt64(ReadOnlySpan<byte> cell, out long value)
    {
        cell = Trim(cell);
        return Utf8Parser.TryParse(cell, out value, out var used) && used == cell.Length;
    }

    /// <summary>The same, of 32 bits.</summary>
    public static bool TryInt32(ReadOnlySpan<byte> cell, out long value) =>
        TryInt64(cell, out value) && value is >= int.MinValue and <= int.MaxValue;

    /// <summary>A decimal number with a point.</summary>
    public static bool TryDecimal(ReadOnlySpan<byte> cell, out decimal value)
    {
        cell = Trim(cell);
        return Utf8Parser.TryParse(cell, out value, out var used) && used == cell.Length;
    }

    /// <summary>A day, <c>2021-10-25</c>, or the midnight some reports write, <c>2021-10-25T00:00:00Z</c>. Gives the day number.</summary>
    public static bool TryDate(ReadOnlySpan<byte> cell, out long value)
    {
        var isInstant = TryInstant(cell, out value);
        value /= TimeSpan.TicksPerDay;
        return isInstant;
    }

    /// <summary>An instant of ISO 8601; without an offset it is UTC, without a time it is midnight. Gives UTC ticks.</summary>
    public static bool TryInstant(ReadOnlySpan<byte> cell, out long value)
    {
        cell = Trim(cell);
        value = 0;
        if (!TryDay(cell, out var day))
            return false;
        if (cell.Length == 10)
        {
            value = day * TimeSpan.TicksPerDay;
            return true;
        }

        if (cell[10] is not ((byte)'T' or (byte)' ') || !IsoTime.TryTimeOfDay(cell[11..], out var time, out var offset))
            return false;
        value = (day * TimeSpan.TicksPerDay) + time - offset;
        return value >= 0 && value <= DateTime.MaxValue.Ticks;
    }

    /// <summary>A duration of ISO 8601, <c>PT1H5M</c>, or <c>01:05:00</c> as the documentation prints it. Gives ticks.</summary>
    public static bool TryDuration(ReadOnlySpan<byte> cell, out long value)
    {
        cell = Trim(cell);
        if (IsoTime.TryDuration(cell, out value))
            return true;
        if (!Utf8Parser.TryParse(cell, out TimeSpan span, out var used, 'c') || used != cell.Length || !cell.Contains((byte)':'))
            return false;
        value = span.Ticks;
        return true;
    }

    static bool TryDay(ReadOnlySpan<byte> cell, out long day)
    {
        day = 0;
        if (cell.Length < 10 || cell[4] != '-' || cell[7] != '-')
            return false;
        if (!IsoTime.TryDigits(cell[..4], out var year)
            || !IsoTime.TryDigits(cell[5..7], out var month)
            || !IsoTime.TryDigits(cell[8..10], out var dayOfMonth))
            return false;
        if (year == 0 || month is 0 or > 12 || dayOfMonth == 0 || dayOfMonth > DateTime.DaysInMonth(year, month))
            return false;
        day = new DateOnly(year, month, dayOfMonth).DayNumber;
        return true;
    }

    static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell) => cell.Trim(" \t"u8);
}
