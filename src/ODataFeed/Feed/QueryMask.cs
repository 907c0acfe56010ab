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

    const string Search = "search";

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

    /// <summary>
    /// Quoted text, and any word that begins with a digit, is a literal. What is searched for needs no quotes, and where it ends only its
    /// parser knows, so that nothing behind the word <c>search</c> is shown.
    /// </summary>
    static void Mask(string value, StringBuilder text)
    {
        for (var i = 0; i < value.Length && text.Length <= Longest; i++)
        {
            if (value[i] is '\'' or '"')
            {
                i = Close(value, i);
                text.Append('?');
            }
            else if (IsSearch(value, i))
            {
                text.Append(Search).Append('?');
                return;
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

    static bool IsSearch(string value, int start) =>
        value.AsSpan(start).StartsWith(Search, StringComparison.OrdinalIgnoreCase)
        && (start == 0 || !IsWord(value[start - 1]))
        && (start + Search.Length == value.Length || !IsWord(value[start + Search.Length]));

    /// <summary>The place of the closing quote; in double quotes a backslash makes one part of the text.</summary>
    static int Close(string value, int open)
    {
        var close = open + 1;
        while (close < value.Length && value[close] != value[open])
            close += value[open] == '"' && value[close] == '\\' ? 2 : 1;
        return close;
    }

    static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    static string Printable(string text) => new([.. text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '$' or '-' or '_' or '.' or '/' or ';' or '=').Take(64)]);
}
