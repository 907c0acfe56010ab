using System.Text.RegularExpressions;

namespace ODataFeed.Tests.Samples;

/// <summary>A question of connector-samples/odata-urls/README.md.</summary>
/// <param name="Number">As its heading has it.</param>
/// <param name="Title">The question.</param>
/// <param name="Url">The URL from the site on, decoded, in one line.</param>
/// <param name="Chart">The kind of chart that shows the answer; empty where none says more than its numbers.</param>
/// <param name="Answer">What stands between its marks.</param>
/// <param name="AnswerAt">Where in the page that begins.</param>
sealed record CookbookQuestion(int Number, string Title, string Url, string Chart, string Answer, int AnswerAt);

/// <summary>The cookbook as it is written: questions and URLs by people, answers by the service.</summary>
static partial class Cookbook
{
    public static string Folder { get; } = SampleFeed.Folder("odata-urls");

    public static string Page { get; } = Path.Combine(Folder, "README.md");

    public static IReadOnlyList<CookbookQuestion> Read(string page) =>
    [
        .. Question().Matches(page).Select(match => new CookbookQuestion(
            int.Parse(match.Groups["number"].Value),
            match.Groups["title"].Value,
            OneLine(match.Groups["url"].Value),
            match.Groups["chart"].Value,
            match.Groups["answer"].Value,
            match.Groups["answer"].Index)),
    ];

    /// <summary>A URL on several lines. A line that begins with a word goes on in an expression: a space belongs before it.</summary>
    static string OneLine(string lines) => Indentation().Replace(lines.Trim(), match =>
    {
        var next = match.Groups["next"].Value;
        return char.IsLetter(next[0]) ? " " + next : next;
    });

    [GeneratedRegex(@"^### (?<number>\d+)\. (?<title>.+)\n(?:(?!^###|^```)[\s\S])*^```text\n(?<url>[^`]+)```\n\n<!-- answer(?:, (?<chart>\w+))? -->\n(?<answer>[\s\S]*?)<!-- end -->", RegexOptions.Multiline)]
    private static partial Regex Question();

    [GeneratedRegex(@"\n\s*(?<next>\S)")]
    private static partial Regex Indentation();
}
