namespace ODataFeed.Ingest;

/// <summary>Times of day and durations of ISO 8601, read from UTF-8 without allocating.</summary>
static class IsoTime
{
    /// <summary><c>06:30:00</c>, with an optional fraction and an optional <c>Z</c> or <c>±hh:mm</c>; both results in ticks.</summary>
    public static bool TryTimeOfDay(ReadOnlySpan<byte> text, out long time, out long offset)
    {
        offset = 0;
        if (!TryClock(text, seconds: true, out time))
            return false;
        text = text[8..];
        if (text.StartsWith("."u8))
        {
            var digits = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') is >= 0 and var end ? end : text.Length - 1;
            if (!TryFraction(text.Slice(1, digits), out var fraction))
                return false;
            time += fraction;
            text = text[(1 + digits)..];
        }

        return text.IsEmpty || text.SequenceEqual("Z"u8) || TryOffset(text, out offset);
    }

    /// <summary>
    /// <c>P1DT2H3M4.5S</c>, any part left out, with an optional minus sign; years and months have no fixed length and are refused.
    /// </summary>
    public static bool TryDuration(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        var negative = text.StartsWith("-"u8);
        text = text[(negative ? 1 : 0)..];
        if (!text.StartsWith("P"u8) || text.Length < 3)
            return false;
        text = text[1..];
        if (TakePart(ref text, (byte)'D', TimeSpan.TicksPerDay, ref ticks) && text.IsEmpty)
            return Sign(negative, ref ticks);
        if (!text.StartsWith("T"u8) || text.Length < 3)
            return false;
        text = text[1..];
        TakePart(ref text, (byte)'H', TimeSpan.TicksPerHour, ref ticks);
        TakePart(ref text, (byte)'M', TimeSpan.TicksPerMinute, ref ticks);
        TakeSeconds(ref text, ref ticks);
        return text.IsEmpty && Sign(negative, ref ticks);
    }

    /// <summary>A number of decimal digits and nothing else, at most nine of them.</summary>
    public static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        if (text.Length is 0 or > 9)
            return false;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            value = (value * 10) + (digit - '0');
        }

        return true;
    }

    /// <summary>Takes <c>12H</c> off the text when it begins so. The text is left as it is otherwise.</summary>
    static bool TakePart(ref ReadOnlySpan<byte> text, byte unit, long unitTicks, ref long ticks)
    {
        var end = text.IndexOf(unit);
        if (end <= 0 || !TryDigits(text[..end], out var number) || number > (TimeSpan.MaxValue.Ticks - ticks) / unitTicks)
            return false;
        ticks += number * unitTicks;
        text = text[(end + 1)..];
        return true;
    }

    static void TakeSeconds(ref ReadOnlySpan<byte> text, ref long ticks)
    {
        var point = text.IndexOf((byte)'.');
        if (point < 0)
        {
            TakePart(ref text, (byte)'S', TimeSpan.TicksPerSecond, ref ticks);
        }
        else if (text.EndsWith("S"u8) && TryDigits(text[..point], out var seconds)
            && seconds < (TimeSpan.MaxValue.Ticks - ticks) / TimeSpan.TicksPerSecond
            && TryFraction(text[(point + 1)..^1], out var fraction))
        {
            ticks += (seconds * TimeSpan.TicksPerSecond) + fraction;
            text = default;
        }
    }

    static bool Sign(bool negative, ref long ticks)
    {
        ticks = negative ? -ticks : ticks;
        return true;
    }

    static bool TryOffset(ReadOnlySpan<byte> text, out long offset)
    {
        offset = 0;
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || !TryClock(text[1..], seconds: false, out offset))
            return false;
        offset = text[0] == '-' ? -offset : offset;
        return true;
    }

    static bool TryClock(ReadOnlySpan<byte> text, bool seconds, out long ticks)
    {
        ticks = 0;
        if (text.Length < (seconds ? 8 : 5) || text[2] != ':' || (seconds && text[5] != ':'))
            return false;
        if (!TryDigits(text[..2], out var hour) || !TryDigits(text[3..5], out var minute) || hour > 23 || minute > 59)
            return false;
        var second = 0;
        if (seconds && (!TryDigits(text[6..8], out second) || second > 59))
            return false;
        ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute) + (second * TimeSpan.TicksPerSecond);
        return true;
    }

    /// <summary>Ticks of a fraction of a second; digits beyond the seventh are below a tick and are cut off.</summary>
    static bool TryFraction(ReadOnlySpan<byte> digits, out long ticks)
    {
        ticks = 0;
        if (!TryDigits(digits[..Math.Min(7, digits.Length)], out var number) || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return false;
        ticks = number;
        for (var i = digits.Length; i < 7; i++)
            ticks *= 10;
        return true;
    }
}
