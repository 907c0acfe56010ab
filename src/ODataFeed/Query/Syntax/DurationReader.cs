namespace ODataFeed.Query.Syntax;

/// <summary>Reads <c>xs:dayTimeDuration</c> (XML Schema 1.1 part 2 §3.4.27): days, hours, minutes and seconds, each at most once.</summary>
ref struct DurationReader(ReadOnlySpan<char> text)
{
    ReadOnlySpan<char> _rest = text;
    long _ticks;

    public bool TryRead(out TimeSpan value)
    {
        value = default;
        var negative = TrySkip('-');
        if (!TrySkip('P') || _rest.IsEmpty)
            return false;
        if (!TryUnits("D", TimeSpan.TicksPerDay))
            return false;
        if (TrySkip('T') && (_rest.IsEmpty || !TryTime()))
            return false;
        if (!_rest.IsEmpty)
            return false;
        value = new(negative ? -_ticks : _ticks);
        return true;
    }

    bool TryTime() =>
        TryUnits("H", TimeSpan.TicksPerHour) && TryUnits("M", TimeSpan.TicksPerMinute) && TryUnits("S", TimeSpan.TicksPerSecond);

    /// <summary>Adds a number with this unit if one comes next; false only on overflow.</summary>
    bool TryUnits(ReadOnlySpan<char> unit, long ticks)
    {
        var length = _rest.IndexOfAnyExcept("0123456789");
        if (length <= 0)
            return true;
        var fraction = 0L;
        var end = length;
        if (unit[0] == 'S' && _rest[length] == '.')
        {
            end = length + 1 + Math.Max(0, _rest[(length + 1)..].IndexOfAnyExcept("0123456789"));
            if (!LiteralText.TryFraction(_rest[length..end], out fraction))
                return false;
        }

        if (end == _rest.Length || char.ToUpperInvariant(_rest[end]) != unit[0])
            return true;
        if (!long.TryParse(_rest[..length], out var count) || count > (long.MaxValue - _ticks - fraction) / ticks)
            return false;
        _ticks += (count * ticks) + fraction;
        _rest = _rest[(end + 1)..];
        return true;
    }

    /// <summary>The ABNF takes the letters in either case.</summary>
    bool TrySkip(char character)
    {
        if (_rest.IsEmpty || char.ToUpperInvariant(_rest[0]) != character)
            return false;
        _rest = _rest[1..];
        return true;
    }
}
