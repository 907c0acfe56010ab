using GraphSimulator.Rows;
using UsageReports;

namespace GraphSimulator.Api;

/// <summary>
/// How a report's JSON nests: some members stand in the row's object, the others one level below, in an array
/// (<c>details[].windows</c>). Rows that agree in the outer cells share one object.
/// </summary>
sealed class JsonNesting
{
    // getSharePointApiUsage: an object per day with its total, and beside it the apps (Graph, reportRoot: getSharePointApiUsage).
    const string Total = "summary";
    const string Parts = "details";
    const string Application = "AppId";

    readonly int _application;

    JsonNesting(string container, int[] outer, int[] inner, int application)
    {
        (Container, Outer, Inner) = (container, outer, inner);
        _application = application;
    }

    /// <summary>The array's name, or <c>summary</c>.</summary>
    public string Container { get; }

    /// <summary>Places of the selection's columns that stand in the row's object.</summary>
    public int[] Outer { get; }

    /// <summary>Places of the selection's columns that stand below it.</summary>
    public int[] Inner { get; }

    /// <summary>Whether a total and its parts are told apart by name, in place of an array alone.</summary>
    public bool HasTotal => Container == Total;

    /// <summary>The array beside the total.</summary>
    public static string PartsName => Parts;

    /// <summary>Null where the report is flat.</summary>
    public static JsonNesting? Of(Report report, ColumnSelection columns)
    {
        if (!report.JsonNested)
            return null;
        var places = Enumerable.Range(0, columns.Columns.Length).ToList();
        var inner = places.Where(place => columns.Columns[place].Json?.Contains('.') ?? false).ToArray();
        var path = columns.Columns[inner[0]].Json!;
        var application = places.Find(place => columns.Columns[place].Name == Application);
        return new JsonNesting(path[..path.IndexOf('.')].Replace("[]", "", StringComparison.Ordinal), [.. places.Except(inner)], inner, application);
    }

    /// <summary>Which object the row belongs to, as text: rows with the same one share it.</summary>
    public string GroupOf(ColumnSelection columns, ReadOnlySpan<Cell> cells)
    {
        var group = new List<string>();
        foreach (var place in HasTotal ? [Inner[0]] : Outer)
            group.Add(cells[columns.Indexes[place]].ToString());
        return string.Join('\n', group);
    }

    /// <summary>Whether the row is the total of the rows after it.</summary>
    public bool IsTotal(ColumnSelection columns, ReadOnlySpan<Cell> cells) =>
        HasTotal && cells[columns.Indexes[_application]].ToString().Length == 0;
}
