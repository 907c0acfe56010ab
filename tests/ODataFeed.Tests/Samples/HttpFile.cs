using System.Text.RegularExpressions;

namespace ODataFeed.Tests.Samples;

/// <summary>A request of an <c>.http</c> file, and what its comment says of the answer.</summary>
/// <param name="Title">The text behind <c>###</c>.</param>
/// <param name="Says">The comment: status, media type, and more behind commas.</param>
sealed record HttpFileRequest(string Title, string Says, HttpMethod Method, string Url, IReadOnlyList<(string Name, string Value)> Headers, string Body);

/// <summary>Reads the <c>.http</c> files of editors: variables, requests between <c>###</c>, headers, and a body behind an empty line.</summary>
static partial class HttpFile
{
    public static IReadOnlyList<HttpFileRequest> Read(string file)
    {
        var variables = Variable().Matches(file).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);
        var text = Use().Replace(file, match => variables.TryGetValue(match.Groups["name"].Value, out var value)
            ? value
            : throw new InvalidDataException($"{match.Value} is declared nowhere."));
        return [.. text.ReplaceLineEndings("\n").Split("\n### ").Skip(1).Select(Request)];
    }

    static HttpFileRequest Request(string text)
    {
        var parts = text.Trim().Split("\n\n", 2);
        var lines = parts[0].Split('\n');
        var says = string.Join(' ', lines.Skip(1).Where(line => line.StartsWith('#')).Select(line => line.TrimStart('#', ' ')));
        var request = lines.Skip(1).Where(line => !line.StartsWith('#')).ToList();
        var line = request[0].Split(' ');
        if (line.Length != 2)
            throw new InvalidDataException($"Found '{request[0]}', expected a method and a URL without spaces.");
        return new HttpFileRequest(
            lines[0].Trim(),
            says,
            HttpMethod.Parse(line[0]),
            line[1],
            [.. request.Skip(1).Select(header => header.Split(": ", 2)).Select(header => (header[0], header[1]))],
            parts.Length > 1 ? parts[1] : "");
    }

    [GeneratedRegex(@"^@(?<name>\w+) = (?<value>.+)$", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}")]
    private static partial Regex Use();
}
