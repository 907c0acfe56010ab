using System.Net;
using System.Text.RegularExpressions;

namespace ODataFeed.Tests.Web.Explore;

/// <summary>Reads a form as a browser without script sends it: what is filled in, selected and ticked.</summary>
static partial class FormFields
{
    /// <summary>The query string of the form of Explore.</summary>
    public static string Of(string page)
    {
        var form = page[page.IndexOf("id=\"builder\"", StringComparison.Ordinal)..];
        form = form[..form.IndexOf("</form>", StringComparison.Ordinal)];
        var fields = Field().Matches(form).Select(field => (Name: Attribute(field.Value, "name"), Value: ValueOf(field)));
        return string.Join('&', fields.Where(field => field is { Name: not null, Value: not null }).Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value!)}"));
    }

    static string? ValueOf(Match field) => field.Groups["kind"].Value switch
    {
        "select" => Attribute(Option().Match(field.Value) is { Success: true } chosen ? chosen.Value : Option(field.Value), "value") ?? "",
        "textarea" => WebUtility.HtmlDecode(Content().Match(field.Value).Groups["text"].Value),
        _ when field.Value.Contains("type=\"checkbox\"", StringComparison.Ordinal) && !field.Value.Contains(" checked", StringComparison.Ordinal) => null,
        _ => Attribute(field.Value, "value") ?? "",
    };

    static string Option(string select) => FirstOption().Match(select).Value;

    static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\s{name}=\"(?<value>[^\"]*)\"") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups["value"].Value) : null;

    [GeneratedRegex("<(?<kind>select|textarea)\\b.*?</\\k<kind>>|<(?<kind>input)\\b[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Field();

    [GeneratedRegex("<option[^>]* selected[^>]*>")]
    private static partial Regex Option();

    [GeneratedRegex("<option[^>]*>")]
    private static partial Regex FirstOption();

    [GeneratedRegex("<textarea[^>]*>(?<text>.*?)</textarea>", RegexOptions.Singleline)]
    private static partial Regex Content();
}
