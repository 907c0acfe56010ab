using System.Globalization;
using System.Text.RegularExpressions;
using ODataFeed.Query;

namespace ODataFeed.Web.Explore;

/// <summary>Where in the typed options an error is: the text before it, the text at fault, the rest.</summary>
public sealed record ErrorPlace(string Option, string Before, string Fault, string After);

/// <summary>Finds the place of an error. Messages of the feed name it as a character counted from 1, and most of them the option.</summary>
static partial class ErrorPlaces
{
    /// <summary>The place, or null where the error is of no place in the options.</summary>
    public static ErrorPlace? Find(FeedException error, IReadOnlyList<KeyValuePair<string, string>> options)
    {
        var found = Character().Match(error.Message);
        if (!found.Success)
            return AtEnd(error, options) ?? Whole(error, options);
        var start = int.Parse(found.Groups["at"].ValueSpan, CultureInfo.InvariantCulture) - 1;
        var named = options.Where(option => option.Key == found.Groups["option"].Value).ToList();
        var reached = (named.Count > 0 ? named : options).Where(option => start < option.Value.Length).ToList();
        var option = reached.Find(option => StandsAt(error, option.Value, start));
        option = option.Key is null ? reached.FirstOrDefault() : option;
        if (option.Key is null)
            return null;
        var length = Math.Max(1, Token().Match(option.Value, start) is { Success: true } token && token.Index == start ? token.Length : 1);
        return new ErrorPlace(option.Key, option.Value[..start], option.Value.Substring(start, length), option.Value[(start + length)..]);
    }

    /// <summary>Whether the thing the error is about stands there. A message that names no option is of the one where it does.</summary>
    static bool StandsAt(FeedException error, string text, int start) =>
        error.Target is { } target && text.AsSpan(start).StartsWith(target, StringComparison.OrdinalIgnoreCase);

    static ErrorPlace? AtEnd(FeedException error, IReadOnlyList<KeyValuePair<string, string>> options)
    {
        var end = End().Match(error.Message);
        var option = options.FirstOrDefault(option => end.Success && option.Key == end.Groups["option"].Value);
        return option.Key is null ? null : new ErrorPlace(option.Key, option.Value, " ", "");
    }

    static ErrorPlace? Whole(FeedException error, IReadOnlyList<KeyValuePair<string, string>> options)
    {
        var option = options.FirstOrDefault(option => option.Key == error.Target);
        return option.Key is null ? null : new ErrorPlace(option.Key, "", option.Value, "");
    }

    [GeneratedRegex(@"character (?<at>\d+)(?: of (?<option>\$\w+))?")]
    private static partial Regex Character();

    [GeneratedRegex(@"the end of (?<option>\$\w+)")]
    private static partial Regex End();

    [GeneratedRegex(@"'[^']*'?|[\w.\-:]+|\S")]
    private static partial Regex Token();
}
