using System.Text;
using System.Text.RegularExpressions;

namespace ODataFeed.Tests.Query.Fuzz;

/// <summary>Makes URLs that are nearly right: those of the case tables with words, characters and options exchanged.</summary>
sealed partial class UrlMutator
{
    static readonly string[] Characters =
    [
        "(", ")", ",", "/", "'", "''", "\"", ";", ":", "=", "&", "?", "$", "@", "*", "-", "+", "%20", "%", "%2", "%27", "%2F", "%26", "%3D", "%00", "%C3", "%F0%9F%98%80", "%EF%BF%BD",
        "%0D%0A", "#", "\\", "[", "]", "{", "}", ".", "0", "9", "e", "é", "\uD83D", "\t", "\0", " ",
    ];

    static readonly string[] Values =
    [
        "null", "0", "-1", "1.5", "1e2", "INF", "-INF", "NaN", "true", "''", "'x'", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
        "79228162514264337593543950335", "1e308", "2026-10-30", "0001-01-01", "9999-12-31", "23:59:59.9999999", "2026-10-30T00:00:00Z", "9999-12-31T23:59:59-14:00",
        "duration'P1D'", "duration'-P10675199DT2H48M5.4775808S'", "00000000-0000-0000-0000-000000000000", "binary'T0RhdGE'", "@p", "$it", "$count", "[1,2]", "{\"a\":1}", "Date/Year",
    ];

    static readonly string[] Options =
    [
        "$top=2147483648", "$skip=2147483647", "$count=true", "$format=csv", "$format=json", "$format=application/json;odata.metadata=full", "$skiptoken=1-0-4-1", "$skiptoken=1-3-2147483647-2147483647",
        "$expand=Date", "$expand=*", "$select=", "$select=*", "$select=Date", "$orderby=1", "@p=1", "@p=@p", "$search=a", "$compute=1 as One", "$apply=identity", "$apply=aggregate($count as N)", "x=1",
    ];

    readonly List<string> _urls;
    readonly List<string> _options;
    readonly string[] _words;

    UrlMutator(List<string> urls, IEnumerable<string> options)
    {
        _urls = urls;
        _options = [.. urls.SelectMany(url => url.Contains('?', StringComparison.Ordinal) ? url[(url.IndexOf('?') + 1)..].Split('&') : []), .. options, .. Options];
        _words = [.. urls.SelectMany(url => Tokens().Matches(url).Select(match => match.Value)).Distinct().Concat(Values)];
    }

    /// <summary>Of all URLs of the case tables, and of the options of the syntax tables.</summary>
    public static UrlMutator OfCases() => new(
        [.. CaseFile.Files("Feed").SelectMany(Inputs).Where(url => url.Length < 1_000)],
        [
            .. Inputs("Query/Syntax/expressions.cases").Select(text => $"$filter={text}"), .. Inputs("Query/Syntax/literals.cases").Select(text => $"$compute={text} as L"),
            .. Inputs("Query/Syntax/applies.cases").Select(text => $"$apply={text}"), .. Inputs("Query/Syntax/searches.cases").Select(text => $"$search={text}"), .. Inputs("Query/Syntax/queries.cases"),
        ]);

    public string Url(Random random)
    {
        var url = _urls[random.Next(_urls.Count)];
        for (var changes = Math.Max(1, random.Next(-1, 4)); changes > 0; changes--)
        {
            url = random.Next(8) switch
            {
                0 or 1 => WithOption(url, _options[random.Next(_options.Count)]),
                2 => WithoutOption(url, random),
                3 => CharacterChanged(url, random),
                _ => WordChanged(url, random),
            };
        }

        return Encoded(url);
    }

    static IEnumerable<string> Inputs(string file) => CaseFile.Located(file).Select(row => (string)row[1]);

    static string WithOption(string url, string option) => url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + option;

    static string WithoutOption(string url, Random random)
    {
        var parts = url.Split('&');
        var left = random.Next(parts.Length);
        return parts.Length == 1 ? url : string.Join('&', parts.Where((_, index) => index != left));
    }

    static string CharacterChanged(string url, Random random)
    {
        var at = random.Next(url.Length + 1);
        var end = Math.Min(url.Length, at + random.Next(3));
        return url[..at] + (random.Next(4) == 0 ? url[at..end] + url[at..end] : Characters[random.Next(Characters.Length)]) + url[end..];
    }

    /// <summary>A word is left out, doubled, exchanged for its neighbour, or becomes another one.</summary>
    string WordChanged(string url, Random random)
    {
        var tokens = Tokens().Matches(url).Select(match => match.Value).ToList();
        if (tokens.Count == 0)
            return _urls[random.Next(_urls.Count)];
        var at = random.Next(tokens.Count);
        var other = random.Next(tokens.Count);
        switch (random.Next(6))
        {
            case 0:
                tokens.RemoveAt(at);
                break;
            case 1:
                tokens.Insert(at, tokens[other]);
                break;
            case 2:
                (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                break;
            case 3:
                tokens[at] = Values[random.Next(Values.Length)];
                break;
            default:
                tokens[at] = _words[random.Next(_words.Length)];
                break;
        }

        return string.Concat(tokens);
    }

    /// <summary>As a client would have to send it: no control characters, blanks or characters beyond ASCII in the request line.</summary>
    static string Encoded(string url)
    {
        var encoded = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(url))
            encoded.Append(b is > 0x20 and < 0x7F ? ((char)b).ToString() : $"%{b:X2}");
        return encoded.ToString();
    }

    [GeneratedRegex("'(?:[^']|'')*'|[\\w.:]+|%[0-9A-Fa-f]{2}|\\s+|.", RegexOptions.Singleline)]
    private static partial Regex Tokens();
}
