using System.Text;

namespace ODataFeed.Web.Charts;

/// <summary>Path data of lines and areas. A null is a gap: no line runs over it, and nothing is drawn as zero.</summary>
static class ChartPaths
{
    /// <summary>The line of a series, in pieces between nulls.</summary>
    public static string Line(ChartFrame frame, IReadOnlyList<double?> values)
    {
        var path = new StringBuilder();
        foreach (var (first, end) in Pieces(values))
        {
            for (var place = first; place < end; place++)
                Append(path, place == first ? 'M' : 'L', frame.X(place), frame.Y(values[place]!.Value));
        }

        return path.ToString();
    }

    /// <summary>Values without a neighbour, which a line cannot show.</summary>
    public static IEnumerable<int> Alone(IReadOnlyList<double?> values) =>
        Pieces(values).Where(piece => piece.End - piece.First == 1).Select(piece => piece.First);

    /// <summary>The area between a series and those below it.</summary>
    /// <param name="below">The sums of the series below, per place.</param>
    public static string Area(ChartFrame frame, IReadOnlyList<double?> values, IReadOnlyList<double> below)
    {
        var path = new StringBuilder();
        foreach (var (first, end) in Pieces(values))
        {
            for (var place = first; place < end; place++)
                Append(path, place == first ? 'M' : 'L', frame.X(place), frame.Y(below[place] + values[place]!.Value));
            for (var place = end - 1; place >= first; place--)
                Append(path, 'L', frame.X(place), frame.Y(below[place]));
            path.Append('Z');
        }

        return path.ToString();
    }

    /// <summary>The upper edge of the same area.</summary>
    public static string Edge(ChartFrame frame, IReadOnlyList<double?> values, IReadOnlyList<double> below) =>
        Line(frame, [.. values.Select((value, place) => value + below[place])]);

    /// <summary>For each series, the sums of those before it.</summary>
    public static IReadOnlyList<double[]> Below(ChartModel chart)
    {
        var sums = new double[chart.Places.Count];
        var below = new List<double[]>();
        foreach (var series in chart.Series)
        {
            below.Add([.. sums]);
            for (var place = 0; place < sums.Length; place++)
                sums[place] += series.Values[place] ?? 0;
        }

        return below;
    }

    static IEnumerable<(int First, int End)> Pieces(IReadOnlyList<double?> values)
    {
        for (var place = 0; place < values.Count; place++)
        {
            if (values[place] is null)
                continue;
            var first = place;
            while (place < values.Count && values[place] is not null)
                place++;
            yield return (first, place);
        }
    }

    static void Append(StringBuilder path, char command, double x, double y) =>
        path.Append(command).Append(ChartFrame.At(x)).Append(' ').Append(ChartFrame.At(y));
}
