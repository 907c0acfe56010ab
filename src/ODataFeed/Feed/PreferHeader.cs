using System.Text;

namespace ODataFeed.Feed;

/// <summary>The header <c>Prefer</c> (RFC 7240 §2): names with optional values; parameters are passed over.</summary>
static class PreferHeader
{
    /// <summary>The preferences in order, names in lower case; a value that is not given is empty.</summary>
    public static IEnumerable<(string Name, string Value)> Parse(IEnumerable<string?> lines)
    {
        foreach (var item in lines.SelectMany(line => Split(line ?? "", ',')))
        {
            var preference = Split(item, ';')[0];
            var mark = preference.IndexOf('=', StringComparison.Ordinal);
            var name = (mark < 0 ? preference : preference[..mark]).Trim();
            if (name.Length > 0)
                yield return (name.ToLowerInvariant(), mark < 0 ? "" : Unquote(preference[(mark + 1)..].Trim()));
        }
    }

    /// <summary>Splits outside of quoted strings.</summary>
    static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var (start, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\')
                i++;
            else if (text[i] == '"')
                quoted = !quoted;
            else if (text[i] == separator && !quoted)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    static string Unquote(string value)
    {
        if (value is not ['"', .. var inner, '"'])
            return value;
        var text = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
            text.Append(inner[i] == '\\' && i + 1 < inner.Length ? inner[++i] : inner[i]);
        return text.ToString();
    }
}
