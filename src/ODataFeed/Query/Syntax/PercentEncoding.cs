using System.Text;

namespace ODataFeed.Query.Syntax;

/// <summary>
/// Decodes percent-encoded UTF-8 strictly. In a query a plus sign is a blank, as forms, browsers and Excel send it; a plus that is meant
/// must come as <c>%2B</c>. In a path it is itself.
/// </summary>
static class PercentEncoding
{
    static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <param name="where">What the text is of, for the message.</param>
    /// <exception cref="FeedException">A percent sign is not followed by two hexadecimal digits, or the bytes are no UTF-8.</exception>
    public static string Decode(string text, string where, bool plusIsBlank)
    {
        if (!text.Contains('%', StringComparison.Ordinal) && !(plusIsBlank && text.Contains('+', StringComparison.Ordinal)))
            return text;
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                    throw FeedErrors.BadEncoding(where, i, text.AsSpan(i, Math.Min(3, text.Length - i)));
                bytes[length++] = Convert.ToByte(text.Substring(i + 1, 2), 16);
                i += 2;
            }
            else if (text[i] == '+' && plusIsBlank)
            {
                bytes[length++] = (byte)' ';
            }
            else
            {
                var width = i + 1 < text.Length && char.IsSurrogatePair(text, i) ? 2 : 1;
                length += Encoding.UTF8.GetBytes(text.AsSpan(i, width), bytes.AsSpan(length));
                i += width - 1;
            }
        }

        try
        {
            return Strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            throw FeedErrors.BadEncoding(where, 0, text);
        }
    }
}
