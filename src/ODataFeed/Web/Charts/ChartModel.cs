namespace ODataFeed.Web.Charts;

/// <summary>How values are drawn.</summary>
public enum ChartKind
{
    /// <summary>A line per series: values that must not be added up, such as distinct users.</summary>
    Line,

    /// <summary>Areas on top of each other: parts of a whole.</summary>
    StackedArea,

    /// <summary>Bars side by side.</summary>
    Bar,

    /// <summary>Bars on top of or behind each other: parts of a whole.</summary>
    StackedBar,
}

/// <summary>What is drawn: places along an axis, and for each series a value, or none, per place.</summary>
/// <remarks>Public, as are all models of pages, because the compiler makes Razor components public and they take these as parameters.</remarks>
public sealed record ChartModel(ChartKind Kind, ChartUnit Unit, IReadOnlyList<ChartPlace> Places, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>What the chart shows, for its caption and for those who do not see it.</summary>
    public required string Title { get; init; }

    /// <summary>Places are days, at their distance in time; otherwise they are names, at equal distances.</summary>
    public bool OverTime => Places.Count > 0 && Places[0].Day is not null;

    /// <summary>There is something to draw.</summary>
    public bool HasValues => Series.Any(series => series.Values.Any(value => value is not null));

    public bool IsStacked => Kind is ChartKind.StackedArea or ChartKind.StackedBar;

    /// <summary>The whole in a sentence: what a screen reader says in place of the picture.</summary>
    public string Description => !HasValues ? "No values." :
        $"{Series.Count} series, {Places.Count} {(OverTime ? "days" : "rows")} from {Places[0].Label} to {Places[^1].Label}. Last values: "
        + string.Join(", ", Series.Select(series => $"{series.Name} {Unit.Full(series.Values.LastOrDefault(value => value is not null))}")) + ".";
}

/// <summary>A place on the axis.</summary>
public sealed record ChartPlace(string Label, DateOnly? Day = null);

/// <summary>The values of one thing, one per place; null where there is none.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<double?> Values);
