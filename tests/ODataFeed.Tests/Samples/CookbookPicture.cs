using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ODataFeed.Tests.Samples;

/// <summary>The chart of a page as a picture that stands alone: the drawing with its legend, and the colours of the page's style sheet.</summary>
static partial class CookbookPicture
{
    const int LegendHeight = 26;

    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <param name="html">A page of Explore with a chart.</param>
    /// <param name="css">The style sheet of the pages.</param>
    public static string Of(string html, string css)
    {
        var chart = Chart().Match(html);
        if (!chart.Success)
            throw new InvalidDataException("The page has no chart.");
        var drawing = Named(XElement.Parse(chart.Groups["drawing"].Value));
        drawing.Descendants(Svg + "g").Where(group => (string?)group.Attribute("class") == "strips").Remove();
        var box = ((string)drawing.Attribute("viewBox")!).Split(' ');
        drawing.SetAttributeValue("y", LegendHeight);
        drawing.SetAttributeValue("width", box[2]);
        drawing.SetAttributeValue("height", box[3]);
        var picture = new XElement(
            Svg + "svg",
            new XAttribute("viewBox", $"0 0 {box[2]} {int.Parse(box[3]) + LegendHeight}"),
            new XElement(Svg + "style", Style(css)),
            new XElement(Svg + "rect", new XAttribute("class", "paper"), new XAttribute("width", "100%"), new XAttribute("height", "100%")),
            Legend(chart.Groups["legend"].Value),
            drawing);
        return picture + "\n";
    }

    static IEnumerable<XElement> Legend(string html)
    {
        var x = 4.0;
        foreach (Match entry in LegendEntry().Matches(html))
        {
            var name = System.Net.WebUtility.HtmlDecode(entry.Groups["name"].Value);
            yield return new XElement(Svg + "rect", Attributes(("x", $"{x:0.#}"), ("y", "7"), ("width", "10"), ("height", "10"), ("rx", "2.5"), ("class", entry.Groups["class"].Value)));
            yield return new XElement(Svg + "text", [.. Attributes(("x", $"{x + 15:0.#}"), ("y", "16"), ("class", "name")), name]);
            x += 34 + name.Length * 6.2;
        }
    }

    static object[] Attributes(params (string Name, string Value)[] attributes) => [.. attributes.Select(pair => new XAttribute(pair.Name, pair.Value))];

    /// <summary>The rules that the drawing uses, in its light colours.</summary>
    static string Style(string css)
    {
        var colors = Color().Matches(css[..css.IndexOf("@media", StringComparison.Ordinal)]).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);
        var style = new StringBuilder();
        style.Append($"text{{font:11px system-ui,sans-serif;fill:{colors["soft"]}}}.name{{fill:{colors["ink"]}}}.paper{{fill:{colors["surface"]}}}");
        style.Append($".grid{{stroke:{colors["line"]}}}.zero{{stroke:{colors["strong-line"]}}}.strip{{fill:none}}.line{{fill:none;stroke-width:1.8}}.area{{fill-opacity:.28}}");
        for (var i = 0; i < 8; i++)
            style.Append($".line.c{i}{{stroke:{colors[$"c{i}"]}}}.fill.c{i},.area.c{i}{{fill:{colors[$"c{i}"]}}}");
        return style.ToString();
    }

    /// <summary>SVG within HTML has no namespace of its own to read.</summary>
    static XElement Named(XElement element) => new(Svg + element.Name.LocalName, element.Attributes(), element.Nodes().Select(node => node is XElement child ? Named(child) : node));

    [GeneratedRegex("""<figure class="chart">(?:\s*<ul class="legend"[^>]*>(?<legend>.*?)</ul>)?\s*(?<drawing><svg class="drawing.*?</svg>)""", RegexOptions.Singleline)]
    private static partial Regex Chart();

    [GeneratedRegex("""class="(?<class>fill c\d)"></rect></svg>(?<name>[^<]*)</li>""")]
    private static partial Regex LegendEntry();

    [GeneratedRegex("--(?<name>[a-z0-9-]+): (?<value>#[0-9a-f]{6});")]
    private static partial Regex Color();
}
