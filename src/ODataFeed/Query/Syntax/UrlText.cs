using System.Buffers;
using System.Text;

namespace ODataFeed.Query.Syntax;

/// <summary>Percent-decoding (RFC 3986 §2.1), strictly UTF-8.</summary>
static class UrlText
{
    const int LongestSequence = 4;

    /// <param name="raw">The text as sent.</param>
    /// <param name="plusIsSpace">
    /// Whether <c>+</c> is a space. OData 4.01 part 2 §2.1 leaves that open; forms, browsers and Excel mean a space, so it is one in
    /// option values with a grammar, except where only a sign makes sense: in an exponent (<c>1e+3</c>) and before a time offset
    /// (<c>T10:00+02:00</c>). In paths and opaque values it is a plus. <c>%2B</c> is a plus everywhere.
    /// </param>
    /// <param name="where">What is decoded, for the message.</param>
    public static string Decode(ReadOnlySpan<char> raw, bool plusIsSpace, string where)
    {
        if (!raw.ContainsAny('%', plusIsSpace ? '+' : '%'))
            return raw.ToString();
        var buffer = ArrayPool<char>.Shared.Rent(raw.Length);
        try
        {
            var length = 0;
            for (var index = 0; index < raw.Length;)
            {
                if (raw[index] == '%')
                    length += DecodeRune(raw, ref index, where).EncodeToUtf16(buffer.AsSpan(length));
                else
                {
                    buffer[length++] = raw[index] == '+' && plusIsSpace && !IsSign(raw, index) ? ' ' : raw[index];
                    index++;
                }
            }

            return new(buffer, 0, length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    static Rune DecodeRune(ReadOnlySpan<char> raw, ref int index, string where)
    {
        Span<byte> bytes = stackalloc byte[LongestSequence];
        var count = 0;
        for (var next = index; count < LongestSequence && TryByte(raw, next, out var octet); next += 3)
            bytes[count++] = octet;
        if (Rune.DecodeFromUtf8(bytes[..count], out var rune, out var used) != OperationStatus.Done)
            throw FeedErrors.BadEncoding(where, index, raw.Slice(index, Math.Min(Math.Max(3 * used, 3), raw.Length - index)));
        index += 3 * used;
        return rune;
    }

    static bool TryByte(ReadOnlySpan<char> raw, int index, out byte octet)
    {
        octet = 0;
        if (index + 2 >= raw.Length || raw[index] != '%' || !char.IsAsciiHexDigit(raw[index + 1]) || !char.IsAsciiHexDigit(raw[index + 2]))
            return false;
        octet = Convert.FromHexString(raw.Slice(index + 1, 2))[0];
        return true;
    }

    static bool IsSign(ReadOnlySpan<char> raw, int plus) =>
        plus + 1 < raw.Length && char.IsAsciiDigit(raw[plus + 1]) && (EndsInExponent(raw[..plus]) || EndsInInstant(raw[..plus]));

    static bool EndsInExponent(ReadOnlySpan<char> raw) => raw.Length > 1 && raw[^1] is 'e' or 'E' && char.IsAsciiDigit(raw[^2]);

    /// <summary>A <c>T</c> behind a digit, and from there on only what a time is made of, the colon encoded or not.</summary>
    static bool EndsInInstant(ReadOnlySpan<char> raw)
    {
        var before = raw.LastIndexOfAnyExcept("0123456789:.%Aa");
        return before > 0 && before < raw.Length - 1 && raw[before] is 'T' or 't' && char.IsAsciiDigit(raw[before - 1]);
    }
}
