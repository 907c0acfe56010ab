using System.Globalization;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using UsageReports;

namespace ODataFeed.Web.Charts;

/// <summary>
/// Finds the chart in the rows of an answer: a day makes the axis of time, a text or a number of the calendar tells rows apart, and
/// what can be counted is drawn.
/// </summary>
sealed class ResultChart
{
    /// <summary>More rows than this are no picture any more, and take too long to draw.</summary>
    public const int MostRows = 4_000;

    /// <summary>More bars than this do not fit on a page.</summary>
    const int MostBars = 40;

    /// <summary>As many as there are colours.</summary>
    const int MostSeries = 8;

    readonly QueryResult _result;
    readonly List<OutputColumn> _dimensions;
    readonly List<OutputColumn> _measures;
    readonly OutputColumn? _day;
    readonly (OutputColumn Year, OutputColumn Month)? _months;
    readonly ChartUnit _unit;

    ResultChart(QueryResult result)
    {
        _result = result;
        var columns = result.Plan.Select;
        var days = columns.Where(column => column.Type is EdmType.Date or EdmType.DateTimeOffset).ToList();
        _day = days.Find(column => column.Name is Report.ReportDate or "Date" or "Date/Date") ?? days.Find(Varies) ?? days.FirstOrDefault();
        _months = _day is null ? Months(columns) : null;
        _dimensions = [.. columns.Where(column => column.Type is EdmType.String or EdmType.Int32 or EdmType.Boolean).Where(Varies).Where(column => column != _months?.Year && column != _months?.Month)];
        var measures = columns.Where(column => column.Type is EdmType.Int64 or EdmType.Decimal or EdmType.Double or EdmType.Duration).ToList();
        _unit = measures.Count == 0 ? ChartUnit.Count : UnitOf(measures[0]);
        _measures = [.. measures.Where(column => UnitOf(column) == _unit).Where(HasValues).Take(MostSeries)];
    }

    int Rows => _result.End - _result.First;

    /// <summary>The chart of an answer, or null where its rows make none: too many, or of nothing that counts.</summary>
    /// <param name="result">With computed properties evaluated.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="kind">How to draw; by what there is where null.</param>
    public static ChartModel? Of(QueryResult result, string title, ChartKind? kind = null)
    {
        if (result.End - result.First is 0 or > MostRows)
            return null;
        var chart = new ResultChart(result);
        if (chart._measures.Count == 0)
            return null;
        return chart.OverTime(title, kind) ?? chart.ByName(title, kind);
    }

    /// <summary>A series per measure, or per value of the one dimension.</summary>
    ChartModel? OverTime(string title, ChartKind? kind)
    {
        if ((_months is null && (_day is null || !Varies(_day))) || _dimensions.Count > 1)
            return null;
        var days = Places().Select(Day).OfType<DateOnly>().Distinct().Order().ToList();
        var order = days.Select((day, i) => (day, i)).ToDictionary(pair => pair.day, pair => pair.i);
        var values = new Dictionary<string, double?[]>(StringComparer.Ordinal);
        var seen = new HashSet<(string, int)>();
        foreach (var place in Places())
        {
            if (Day(place) is not { } day)
                continue;
            foreach (var measure in _dimensions.Count == 1 ? _measures.Take(1) : _measures)
            {
                var name = _dimensions.Count == 1 ? Text(_dimensions[0], place) : NameOf(measure);
                if (!seen.Add((name, order[day])))
                    return null;
                if (!values.TryGetValue(name, out var series))
                    values.Add(name, series = new double?[days.Count]);
                series[order[day]] = Number(measure, place);
            }
        }

        var most = values.OrderByDescending(series => series.Value.Max() ?? 0).Take(MostSeries).Select(series => series.Key).ToHashSet();
        return new ChartModel(
            kind ?? (_unit == ChartUnit.Bytes && values.Count == 1 ? ChartKind.StackedArea : ChartKind.Line),
            _unit,
            [.. days.Select(day => Place(day, kind))],
            [.. values.Where(series => most.Contains(series.Key)).Select(series => new ChartSeries(series.Key, series.Value))])
        {
            Title = title,
        };
    }

    /// <summary>A bar per row and measure.</summary>
    ChartModel? ByName(string title, ChartKind? kind)
    {
        var names = _dimensions.Where(column => column.Type == EdmType.String).DefaultIfEmpty(_dimensions.FirstOrDefault()).OfType<OutputColumn>().ToList();
        if (names.Count == 2 && _measures.Count == 1)
            return ByNames(names[0], names[1], title, kind);
        if (Rows > MostBars || _dimensions.Count == 0)
            return null;
        return new ChartModel(
            kind is ChartKind.StackedBar or ChartKind.StackedArea ? ChartKind.StackedBar : ChartKind.Bar,
            _unit,
            [.. Places().Select(place => new ChartPlace(string.Join(" · ", _dimensions.Select(column => Text(column, place)))))],
            [.. _measures.Select(measure => new ChartSeries(NameOf(measure), [.. Places().Select(place => Number(measure, place))]))])
        {
            Title = title,
        };
    }

    /// <summary>Bars of one text, in parts by the other.</summary>
    ChartModel? ByNames(OutputColumn across, OutputColumn parts, string title, ChartKind? kind)
    {
        var bars = Places().Select(place => Text(across, place)).Distinct().ToList();
        var series = Places().Select(place => Text(parts, place)).Distinct().ToList();
        if (series.Count > MostSeries && bars.Count <= MostSeries)
            return ByNames(parts, across, title, kind);
        if (bars.Count > MostBars || series.Count > MostSeries)
            return null;
        var values = series.ToDictionary(name => name, _ => new double?[bars.Count]);
        foreach (var place in Places())
        {
            ref var cell = ref values[Text(parts, place)][bars.IndexOf(Text(across, place))];
            if (cell is not null)
                return null;
            cell = Number(_measures[0], place);
        }

        return new ChartModel(kind == ChartKind.Bar ? ChartKind.Bar : ChartKind.StackedBar, _unit, [.. bars.Select(name => new ChartPlace(name))], [.. series.Select(name => new ChartSeries(name, values[name]))]) { Title = title };
    }

    IEnumerable<int> Places() => Enumerable.Range(_result.First, Rows);

    object? Cell(OutputColumn column, int place) => _result.Table.Columns[column.Ordinal].GetObject(_result.Rows[place]);

    /// <summary>Bars of months stand at equal distances: one as thick as a day would be a hair.</summary>
    ChartPlace Place(DateOnly day, ChartKind? kind) => _months is null
        ? new ChartPlace(day.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture), day)
        : new ChartPlace(day.ToString("MMM yyyy", CultureInfo.InvariantCulture), kind is ChartKind.Bar ? null : day);

    /// <summary>The year and the month of an answer by months, where there is more than one of them.</summary>
    (OutputColumn, OutputColumn)? Months(IReadOnlyList<OutputColumn> columns) =>
        columns.FirstOrDefault(column => column.Name is "Year" or "Date/Year") is { } year
        && columns.FirstOrDefault(column => column.Name is "Month" or "Date/Month") is { } month
        && (Varies(year) || Varies(month)) ? (year, month) : null;

    /// <summary>The day a row is of; of a month the first.</summary>
    DateOnly? Day(int place) => _months is var (year, month)
        ? Cell(year, place) is int y && Cell(month, place) is int m ? new DateOnly(y, m, 1) : null
        : Cell(_day!, place) switch
        {
            DateOnly day => day,
            DateTimeOffset instant => DateOnly.FromDateTime(instant.UtcDateTime),
            _ => null,
        };

    string Text(OutputColumn column, int place) => CellText.Of(Cell(column, place)) is { Length: > 0 } text ? text : "(none)";

    double? Number(OutputColumn column, int place) => Cell(column, place) switch
    {
        long number => number,
        decimal number => (double)number,
        double number => number,
        TimeSpan duration => duration.TotalHours,
        _ => null,
    };

    bool Varies(OutputColumn column)
    {
        var codes = _result.Table.Columns[column.Ordinal].Codes;
        return Places().Any(place => codes[_result.Rows[place]] != codes[_result.Rows[_result.First]]);
    }

    bool HasValues(OutputColumn column) => Places().Any(place => !_result.Table.Columns[column.Ordinal].IsNull(_result.Rows[place]));

    string NameOf(OutputColumn column) => Names.Of(_result.Plan.Set, column.Name);

    static ChartUnit UnitOf(OutputColumn column) =>
        column.Type == EdmType.Duration ? ChartUnit.Hours : CellText.IsBytes(column.Name) ? ChartUnit.Bytes : ChartUnit.Count;
}
