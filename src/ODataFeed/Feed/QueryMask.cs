using System.Text;

namespace ODataFeed.Feed;

/// <summary>
/// A query as it may be logged: the words of the language and the names of properties stay, whatever the caller put between them becomes
/// a question mark. Options that are not the language's own, such as a key, lose their whole value.
/// </summary>
static class QueryMask
{
    /// <summary>The rest says nothing more about a query, and would fill the log.</summary>
    const int Longest = 1_024;

    static readonly string[] Spoken = ["filter", "select", "orderby", "apply", "compute", "expand"];
    static readonly string[] Plain = ["top", "skip", "count", "format"];

    /// <param name="target">The query, percent-encoded.</param>
    public static string Of(RawTarget target)
    {
        var text = new StringBuilder();
        foreach (var (name, raw) in target.Options)
        {
            if (text.Length > Longest)
                return text.Append('…').ToString();
            text.Append(text.Length == 0 ? "" : "&").Append(Printable(name)).Append('=');
            var value = raw.IndexOf('=', StringComparison.Ordinal) is >= 0 and var end ? Uri.UnescapeDataString(raw[(end + 1)..].Replace('+', ' ')) : "";
            if (Spoken.Contains(name))
                Mask(value, text);
            else
                text.Append(Plain.Contains(name) && value.Length <= 32 ? Printable(value) : "?");
        }

        return text.ToString();
    }

    /// <summary>Quoted text, and any word that begins with a digit, is a literal.</summary>
    static void Mask(string value, StringBuilder text)
    {
        for (var i = 0; i < value.Length && text.Length <= Longest; i++)
        {
            if (value[i] is '\'' or '"')
            {
                var close = value.IndexOf(value[i], i + 1);
                i = close < 0 ? value.Length : close;
                text.Append('?');
            }
            else if (char.IsDigit(value[i]) && (i == 0 || !IsWord(value[i - 1])))
            {
                while (i + 1 < value.Length && (IsWord(value[i + 1]) || value[i + 1] is '.' or '-' or ':'))
                    i++;
                text.Append('?');
            }
            else
            {
                text.Append(char.IsControl(value[i]) ? ' ' : value[i]);
            }
        }
    }

    static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    static string Printable(string text) => new([.. text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '$' or '-' or '_' or '.' or '/' or ';' or '=').Take(64)]);
}
