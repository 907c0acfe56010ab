namespace ODataFeed.Web.Charts;

/// <summary>Bars along a horizontal axis.</summary>
static class UprightBars
{
    /// <summary>The share of a step that bars take; the rest is between them.</summary>
    const double Filled = 0.76;

    /// <summary>The bars of one series; none where its value is null.</summary>
    public static IEnumerable<(double X, double Y, double Width, double Height)> Of(ChartModel chart, ChartFrame frame, IReadOnlyList<double[]> below, int index)
    {
        var stacked = chart.Kind == ChartKind.StackedBar;
        var group = frame.Step * Filled;
        var width = stacked ? group : group / chart.Series.Count;
        for (var place = 0; place < chart.Places.Count; place++)
        {
            if (chart.Series[index].Values[place] is not { } value)
                continue;
            var from = stacked ? frame.Y(below[index][place]) : frame.Zero;
            var to = frame.Y(stacked ? below[index][place] + value : value);
            var x = frame.X(place) - group / 2 + (stacked ? 0 : index * width);
            yield return (x, Math.Min(from, to), width, Math.Abs(from - to));
        }
    }
}
