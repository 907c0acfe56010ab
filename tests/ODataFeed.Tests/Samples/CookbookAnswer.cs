using System.Text;
using System.Text.Json;

namespace ODataFeed.Tests.Samples;

/// <summary>An answer as the cookbook shows it: links, and a table of its first rows.</summary>
static class CookbookAnswer
{
    /// <summary>More rows than these are no reading matter.</summary>
    const int MostRows = 12;

    public static string Of(CookbookQuestion question, string body)
    {
        using var json = JsonDocument.Parse(body);
        var rows = json.RootElement.GetProperty("value").EnumerateArray().Select(row => Cells(row, "").ToList()).ToList();
        var address = SampleUrl.Encode(SampleFeed.WrittenSite + question.Url);
        var text = new StringBuilder($"[Feed](<{address}>) · [Explore](<{SampleFeed.WrittenSite}/{Explore(question)}>)\n");
        if (rows.Count > 0)
        {
            text.Append('\n').Append(Line(rows[0].Select(cell => cell.Name)));
            text.Append(Line(rows[0].Select(cell => cell.IsNumber ? "---:" : "---")));
            foreach (var row in rows.Take(MostRows))
                text.Append(Line(row.Select(cell => cell.Text)));
        }

        if (rows.Count is 0 or > MostRows)
            text.Append($"\n{(rows.Count == 0 ? "No rows." : $"The first {MostRows} of {rows.Count} rows.")}\n");
        if (question.Chart.Length > 0)
            text.Append($"\n![{question.Title}]({PictureOf(question)})\n");
        return text.ToString();
    }

    public static string PictureOf(CookbookQuestion question) => $"pictures/{question.Number:00}.svg";

    /// <summary>The view of the pages that shows the same rows.</summary>
    public static string Explore(CookbookQuestion question)
    {
        var (set, query) = (question.Url["/odata/".Length..].Split('?')[0], question.Url[(question.Url.IndexOf('?', StringComparison.Ordinal) + 1)..]);
        return SampleUrl.Encode($"explore?set={set}&{query}{(question.Chart.Length > 0 ? $"&chart={question.Chart}" : "")}");
    }

    static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    /// <summary>What is nested, such as <c>Date</c>, stands beside the rest, named by its path.</summary>
    static IEnumerable<(string Name, string Text, bool IsNumber)> Cells(JsonElement row, string path) =>
        row.EnumerateObject().SelectMany(property => property.Value.ValueKind == JsonValueKind.Object
            ? Cells(property.Value, $"{path}{property.Name}/")
            : [(path + property.Name, Text(property.Value), property.Value.ValueKind == JsonValueKind.Number)]);

    static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!.Replace("|", "\\|", StringComparison.Ordinal),
        _ => value.GetRawText(),
    };
}
