using System.Text;

namespace ODataFeed.Web;

/// <summary>Query options as people write them, made part of a URL.</summary>
static class QueryText
{
    /// <summary>What may stand in a query and is no delimiter there (RFC 3986 §3.4); the rest is percent-encoded.</summary>
    const string Plain = "-._~!$'()*,;:@/?=";

    /// <summary>Encodes a value just as far as URLs need: quotes and parentheses stay, so that it can still be read.</summary>
    public static string Encode(string value)
    {
        var encoded = new StringBuilder(value.Length + 16);
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || Plain.Contains((char)rune.Value)))
                encoded.Append((char)rune.Value);
            else
                encoded.Append(Uri.EscapeDataString(rune.ToString()));
        }

        return encoded.ToString();
    }

    /// <summary>Options joined to a query.</summary>
    public static string Join(IEnumerable<KeyValuePair<string, string>> options) =>
        string.Join('&', options.Select(option => $"{Encode(option.Key)}={Encode(option.Value)}"));
}
