using System.Globalization;

namespace ODataFeed.Web.Charts;

/// <summary>Where things are in a drawing of a given size, in units of its view box. Places run along x, values up y.</summary>
sealed class ChartFrame
{
    const int Top = 10;
    const int Bottom = 24;
    const int Right = 12;

    /// <summary>Characters of tick labels are at most this wide, at the 11 units they are written with.</summary>
    const double CharacterWidth = 6.4;

    const int TickHeight = 44;
    const int DayLabelWidth = 76;

    readonly ChartModel _chart;
    readonly double _firstDay;
    readonly double _days;

    public ChartFrame(ChartModel chart, int width, int height)
    {
        _chart = chart;
        Width = width;
        Height = height;
        PlotTop = Top;
        PlotBottom = height - Bottom;
        var (min, max) = Range(chart);
        Values = ValueScale.Of(min, max, chart.Kind != ChartKind.Line, chart.Unit, Math.Max(2, (PlotBottom - PlotTop) / TickHeight));
        PlotLeft = 10 + (int)(Values.Ticks.Max(tick => chart.Unit.Short(tick, Values.Scale).Length) * CharacterWidth);
        PlotRight = width - Right;
        _firstDay = chart.Places[0].Day?.DayNumber ?? 0;
        _days = Math.Max(1, (chart.Places[^1].Day?.DayNumber ?? chart.Places.Count - 1) - _firstDay);
    }

    public int Width { get; }

    public int Height { get; }

    public int PlotLeft { get; }

    public int PlotRight { get; }

    public int PlotTop { get; }

    public int PlotBottom { get; }

    public ValueScale Values { get; }

    /// <summary>The middle of a place. Bars need half a step of room at both ends.</summary>
    public double X(int place)
    {
        var margin = _chart.Kind is ChartKind.Bar or ChartKind.StackedBar ? Step / 2 : 0;
        return X(_chart.Places[place].Day?.DayNumber - _firstDay ?? place, margin);
    }

    /// <summary>The distance of neighbours.</summary>
    public double Step => (PlotRight - PlotLeft) / (_days + (_chart.Kind is ChartKind.Bar or ChartKind.StackedBar ? 1 : 0));

    public double Y(double value) => PlotBottom - Values.Share(value) * (PlotBottom - PlotTop);

    public double Zero => Y(Math.Max(0, Values.Low));

    /// <summary>Labels of the time axis: x and text.</summary>
    public IEnumerable<(double X, string Text)> DayLabels()
    {
        var margin = _chart.Kind is ChartKind.Bar or ChartKind.StackedBar ? Step / 2 : 0;
        return DayTicks.Of(_chart.Places[0].Day!.Value, _chart.Places[^1].Day!.Value, (PlotRight - PlotLeft) / DayLabelWidth)
            .Select(tick => (X(tick.Day.DayNumber - _firstDay, margin), tick.Label));
    }

    /// <summary>The strip that is nearest to a place: left edge and width.</summary>
    public (double Left, double Width) Strip(int place)
    {
        var x = X(place);
        var left = place == 0 ? PlotLeft : (X(place - 1) + x) / 2;
        var right = place == _chart.Places.Count - 1 ? PlotRight : (x + X(place + 1)) / 2;
        return (left, Math.Max(0.1, right - left));
    }

    /// <summary>A coordinate as text, to a tenth.</summary>
    public static string At(double coordinate) => Math.Round(coordinate, 1).ToString(CultureInfo.InvariantCulture);

    double X(double distance, double margin) => PlotLeft + margin + distance / _days * (PlotRight - PlotLeft - 2 * margin);

    static (double Min, double Max) Range(ChartModel chart)
    {
        var values = chart.IsStacked
            ? Enumerable.Range(0, chart.Places.Count).Select(place => chart.Series.Sum(series => series.Values[place] ?? 0)).ToList()
            : [.. chart.Series.SelectMany(series => series.Values).OfType<double>()];
        return values.Count == 0 ? (0, 0) : (values.Min(), values.Max());
    }
}
