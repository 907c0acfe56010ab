using System.Buffers.Text;
using System.Globalization;

namespace ODataFeed.Query.Syntax;

/// <summary>
/// Reads primitive values from their URL text without quotes or prefix (OData ABNF §7). The parser uses it for literals, and whoever
/// knows the type wanted uses it for strings, which OData 4.01 lets stand for any primitive value.
/// </summary>
static class LiteralText
{
    /// <summary>The offsets of <c>xs:dateTime</c> end here, and those of <see cref="DateTimeOffset"/>.</summary>
    const int LargestOffsetMinutes = 14 * 60;

    /// <summary>Years 0001 to 9999; OData also knows year zero and negative and longer years, which no report has.</summary>
    public static bool TryDate(ReadOnlySpan<char> text, out DateOnly value) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    /// <summary><c>hh:mm[:ss[.f…]]</c>; digits beyond 100 ns are cut off. No leap seconds.</summary>
    public static bool TryTimeOfDay(ReadOnlySpan<char> text, out TimeOnly value)
    {
        value = default;
        if (text.Length < 5 || text[2] != ':' || !TryTwoDigits(text, 0, 23, out var hour) || !TryTwoDigits(text, 3, 59, out var minute))
            return false;
        var ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute);
        if (text.Length > 5)
        {
            if (text.Length < 8 || text[5] != ':' || !TryTwoDigits(text, 6, 59, out var second))
                return false;
            if (!TryFraction(text[8..], out var fraction))
                return false;
            ticks += (second * TimeSpan.TicksPerSecond) + fraction;
        }

        value = new(ticks);
        return true;
    }

    /// <summary>A date, <c>T</c>, a time, and <c>Z</c> or an offset; without either it is UTC.</summary>
    public static bool TryDateTimeOffset(ReadOnlySpan<char> text, out DateTimeOffset value)
    {
        value = default;
        if (text.Length < 16 || text[10] is not ('T' or 't') || !TryDate(text[..10], out var date))
            return false;
        var rest = text[11..];
        var minutes = 0;
        if (rest[^1] is 'Z' or 'z')
            rest = rest[..^1];
        else if (rest.Length > 6 && rest[^6] is '+' or '-')
        {
            if (!TryOffset(rest[^6..], out minutes))
                return false;
            rest = rest[..^6];
        }

        if (!TryTimeOfDay(rest, out var time))
            return false;
        var local = date.ToDateTime(time);
        var utc = local.Ticks - (minutes * TimeSpan.TicksPerMinute);
        if (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks)
            return false;
        value = new(local, TimeSpan.FromMinutes(minutes));
        return true;
    }

    /// <summary><c>xs:dayTimeDuration</c>: <c>-P1DT2H3M4.5S</c>; digits beyond 100 ns are cut off.</summary>
    public static bool TryDuration(ReadOnlySpan<char> text, out TimeSpan value) => new DurationReader(text).TryRead(out value);

    public static bool TryGuid(ReadOnlySpan<char> text, out Guid value) => Guid.TryParseExact(text, "D", out value);

    /// <summary>Base64url (RFC 4648 §5), with or without padding.</summary>
    public static bool TryBinary(ReadOnlySpan<char> text, out byte[] value)
    {
        value = [];
        if (text.ContainsAny(" \t\r\n") || !Base64Url.IsValid(text))
            return false;
        value = Base64Url.DecodeFromChars(text);
        return true;
    }

    /// <summary>A fraction of a second with its point, or nothing, in units of 100 ns.</summary>
    public static bool TryFraction(ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        if (text.IsEmpty)
            return true;
        if (text[0] != '.' || text.Length < 2)
            return false;
        var unit = TimeSpan.TicksPerSecond;
        foreach (var digit in text[1..])
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            unit /= 10;
            ticks += (digit - '0') * unit;
        }

        return true;
    }

    static bool TryOffset(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        if (text[3] != ':' || !TryTwoDigits(text, 1, 23, out var hours) || !TryTwoDigits(text, 4, 59, out var rest))
            return false;
        minutes = ((hours * 60) + rest) * (text[0] == '-' ? -1 : 1);
        return Math.Abs(minutes) <= LargestOffsetMinutes;
    }

    static bool TryTwoDigits(ReadOnlySpan<char> text, int start, int largest, out int value)
    {
        value = 0;
        if (!char.IsAsciiDigit(text[start]) || !char.IsAsciiDigit(text[start + 1]))
            return false;
        value = ((text[start] - '0') * 10) + text[start + 1] - '0';
        return value <= largest;
    }
}
