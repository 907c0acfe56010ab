using System.Globalization;
using System.Text;

namespace ODataFeed.Benchmarks;

/// <summary>Times over rows, both axes logarithmic, as SVG: a straight line at 45 degrees is linear growth.</summary>
/// <param name="Sizes">Rows.</param>
/// <param name="Lines">Per kind of work its milliseconds, by size.</param>
sealed record GrowthPicture(int[] Sizes, (string Work, double[] Times)[] Lines)
{
    const int Width = 640;
    const int Height = 400;
    const int Margin = 60;

    static readonly string[] Colors = ["#0b62a4", "#c2410c", "#15803d", "#7e22ce"];

    double Least => Math.Floor(Math.Log10(Lines.Min(line => line.Times.Min())));

    double Most => Math.Ceiling(Math.Log10(Lines.Max(line => line.Times.Max())));

    public string ToSvg()
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append("<title>Time over rows, both logarithmic</title>\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        foreach (var size in Sizes)
            Line(svg, X(size), Margin / 2, X(size), Height - Margin, Rows(size), X(size) - 12, Height - Margin + 18);
        for (var power = Least; power <= Most; power++)
            Line(svg, Margin, Y(Math.Pow(10, power)), Width - Margin, Y(Math.Pow(10, power)), $"{Math.Pow(10, power).ToString(CultureInfo.InvariantCulture)} ms", 4, Y(Math.Pow(10, power)) + 4);
        foreach (var (i, (work, times)) in Lines.Index())
        {
            var points = string.Join(' ', Sizes.Zip(times, (size, time) => string.Create(CultureInfo.InvariantCulture, $"{X(size):F0},{Y(time):F0}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{points}\" fill=\"none\" stroke=\"{Colors[i]}\" stroke-width=\"2\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin + 10}\" y=\"{Margin + (16 * i)}\" fill=\"{Colors[i]}\">{work}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    static void Line(StringBuilder svg, double x1, double y1, double x2, double y2, string text, double x, double y)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x1:F0}\" y1=\"{y1:F0}\" x2=\"{x2:F0}\" y2=\"{y2:F0}\" stroke=\"#ddd\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:F0}\" y=\"{y:F0}\" fill=\"#555\">{text}</text>\n");
    }

    static string Rows(int size) => size >= 1_000_000 ? $"{size / 1_000_000} M" : $"{size / 1000} k";

    double X(double size) => Margin + ((Math.Log10(size) - Math.Log10(Sizes[0])) / (Math.Log10(Sizes[^1]) - Math.Log10(Sizes[0])) * (Width - (2 * Margin)));

    double Y(double time) => Height - Margin - ((Math.Log10(time) - Least) / (Most - Least) * (Height - (1.5 * Margin)));
}
