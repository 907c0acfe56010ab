namespace ODataFeed.Query.Syntax;

/// <summary>
/// Tells apart the literals that start with a digit, or with a sign or hexadecimal letter, by their shape alone
/// (OData ABNF <c>primitiveLiteral</c>). Whether the value exists is decided by <see cref="LiteralParser"/>.
/// </summary>
static class LiteralScanner
{
    const int GuidLength = 36;

    /// <summary>Whether a number, date or time starts here: a digit, or a sign before a digit or <c>INF</c>.</summary>
    public static bool IsNumberAt(string text, int start) =>
        IsDigit(text, start)
        || (IsSign(text, start) && (IsDigit(text, start + 1) || IsInfinityAt(text, start)));

    /// <param name="text">The text of the option.</param>
    /// <param name="start">Where <see cref="IsNumberAt"/> holds.</param>
    /// <param name="shortTimes">Whether <c>10:15</c> is a time, or <c>10</c> before a colon.</param>
    public static Token Number(string text, int start, bool shortTimes)
    {
        if (IsInfinityAt(text, start))
            return new(TokenKind.Double, start, start + 4);
        var digits = IsSign(text, start) ? start + 1 : start;
        var end = Digits(text, digits);
        if (end - digits >= 4 && text[start] != '+' && DateEnd(text, end) is var date && date > end)
            return DateOrInstant(text, start, date);
        if (end - start == 2 && TimeEnd(text, start) is var time && time > end && (shortTimes || time - start > 5))
            return new(TokenKind.TimeOfDay, start, time);
        return Numeric(text, start, end);
    }

    public static bool IsGuidAt(string text, int start)
    {
        if (start + GuidLength > text.Length || text[start + 8] != '-')
            return false;
        for (var index = 0; index < GuidLength; index++)
        {
            var dash = index is 8 or 13 or 18 or 23;
            if (dash ? text[start + index] != '-' : !char.IsAsciiHexDigit(text[start + index]))
                return false;
        }

        return !Identifier.IsPartAt(text, start + GuidLength);
    }

    public static Token Guid(int start) => new(TokenKind.Guid, start, start + GuidLength);

    /// <summary>Where the run of characters ends that a reader would take for one literal: for messages about malformed ones.</summary>
    public static int RunEnd(string text, int start)
    {
        var end = start;
        while (end < text.Length && (text[end] is '-' or '+' or '.' or ':' || Identifier.IsPartAt(text, end)))
            end++;
        return end;
    }

    /// <returns>The position behind <c>hh:mm[:ss[.f…]]</c>, or <paramref name="start"/> if none stands there.</returns>
    public static int TimeEnd(string text, int start)
    {
        if (!TwoDigits(text, start) || !Is(text, start + 2, ':') || !TwoDigits(text, start + 3))
            return start;
        var end = start + 5;
        if (!Is(text, end, ':') || !TwoDigits(text, end + 1))
            return end;
        end += 3;
        return Is(text, end, '.') && IsDigit(text, end + 1) ? Digits(text, end + 1) : end;
    }

    static Token DateOrInstant(string text, int start, int date)
    {
        if (!(Is(text, date, 'T') || Is(text, date, 't')) || TimeEnd(text, date + 1) is var time && time == date + 1)
            return new(TokenKind.Date, start, date);
        if (Is(text, time, 'Z') || Is(text, time, 'z'))
            time++;
        else if (IsSign(text, time) && TwoDigits(text, time + 1) && Is(text, time + 3, ':') && TwoDigits(text, time + 4))
            time += 6;
        return new(TokenKind.DateTimeOffset, start, time);
    }

    static int DateEnd(string text, int year) =>
        Is(text, year, '-') && TwoDigits(text, year + 1) && Is(text, year + 3, '-') && TwoDigits(text, year + 4) ? year + 6 : year;

    static Token Numeric(string text, int start, int end)
    {
        var kind = TokenKind.Integer;
        if (Is(text, end, '.') && IsDigit(text, end + 1))
        {
            kind = TokenKind.Decimal;
            end = Digits(text, end + 1);
        }

        if (Is(text, end, 'e') || Is(text, end, 'E'))
        {
            var exponent = IsSign(text, end + 1) ? end + 2 : end + 1;
            if (IsDigit(text, exponent))
                return new(TokenKind.Double, start, Digits(text, exponent));
        }

        return new(kind, start, end);
    }

    static bool IsInfinityAt(string text, int start) =>
        Is(text, start, '-') && string.CompareOrdinal(text, start + 1, "INF", 0, 3) == 0 && !Identifier.IsPartAt(text, start + 4);

    static int Digits(string text, int position)
    {
        while (IsDigit(text, position))
            position++;
        return position;
    }

    static bool TwoDigits(string text, int position) => IsDigit(text, position) && IsDigit(text, position + 1);

    static bool IsDigit(string text, int position) => position < text.Length && char.IsAsciiDigit(text[position]);

    static bool IsSign(string text, int position) => Is(text, position, '-') || Is(text, position, '+');

    static bool Is(string text, int position, char character) => position < text.Length && text[position] == character;
}
