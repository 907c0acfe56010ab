namespace ODataFeed.Web.Charts;

/// <summary>The value axis: from the first tick to the last, in round steps.</summary>
sealed class ValueScale
{
    /// <summary>A line whose smallest value is above this share of the greatest would be flat over a zero line.</summary>
    const double FlatFrom = 0.75;

    ValueScale(double first, double step, int count, double scale)
    {
        Ticks = [.. Enumerable.Range(0, count).Select(i => first + i * step)];
        Scale = scale;
    }

    /// <summary>The values with a line, ascending; at least two.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>The unit of the labels.</summary>
    public double Scale { get; }

    public double Low => Ticks[0];

    public double High => Ticks[^1];

    /// <summary>The share of the axis below a value.</summary>
    public double Share(double value) => (value - Low) / (High - Low);

    /// <param name="fromZero">The length of what is drawn stands for the value, so the axis begins at zero.</param>
    /// <param name="lines">About how many ticks there is room for.</param>
    public static ValueScale Of(double min, double max, bool fromZero, ChartUnit unit, int lines)
    {
        var low = fromZero || min < 0 || min < FlatFrom * max ? Math.Min(0, min) : min;
        var high = max > low ? max : low + 1;
        var scale = unit.Scale(Math.Max(Math.Abs(low), Math.Abs(high)));
        var step = RoundStep((high - low) / scale / lines, whole: unit != ChartUnit.Bytes && scale == 1 && unit != ChartUnit.Hours) * scale;
        var first = Math.Floor(low / step) * step;
        var count = (int)Math.Ceiling((high - first) / step - 1e-9) + 1;
        return new ValueScale(first, step, Math.Max(count, 2), scale);
    }

    /// <summary>The next of 1, 2, 2.5, 5, 10, 20, 25 … that is whole where that is wanted.</summary>
    static double RoundStep(double least, bool whole)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        var step = (least / power) switch { <= 1 => 1, <= 2 => 2, <= 2.5 when !whole || power >= 10 => 2.5, <= 5 => 5, _ => 10 } * power;
        return whole ? Math.Max(1, step) : step;
    }
}
