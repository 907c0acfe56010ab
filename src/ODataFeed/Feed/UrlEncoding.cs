using System.Text;

namespace ODataFeed.Feed;

/// <summary>
/// URLs that did not come in a request line, where the server would have refused them: in a body they may hold blanks or text beyond
/// ASCII. Encoded here, so that every link made of them is a URL.
/// </summary>
static class UrlEncoding
{
    /// <summary>Whether the text holds what no URL holds in any encoding: control characters, line breaks among them.</summary>
    public static bool HasControls(string text) => text.Any(char.IsControl);

    /// <summary>Percent-encodes blanks and text beyond ASCII; percent signs and delimiters stay as they are.</summary>
    public static string Encode(string text)
    {
        if (text.All(c => c is > ' ' and < '\x7F'))
            return text;
        var encoded = new StringBuilder(text.Length * 2);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is > ' ' and < 0x7F)
                encoded.Append((char)rune.Value);
            else
                encoded.Append(Uri.EscapeDataString(rune.ToString()));
        }

        return encoded.ToString();
    }
}
