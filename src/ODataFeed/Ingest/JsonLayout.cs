using System.Text;
using System.Text.Json;
using UsageReports;

namespace ODataFeed.Ingest;

/// <summary>
/// Where the cells of a row stand in a report's JSON: beside each other, or some of them one level below, in an object or an array of
/// objects (<c>details[]</c>, <c>userCounts[]</c> …). Every object there is a row, with the members above it repeated.
/// </summary>
sealed class JsonLayout
{
    // The two members of getSharePointApiUsage: the total, and beside it a row per app with the same members (Graph, reportRoot: getSharePointApiUsage).
    const string Total = "summary";
    const string Parts = "details";

    readonly byte[]?[] _names;
    readonly bool[] _nested;
    readonly byte[][] _containers;

    public JsonLayout(Report report)
    {
        var paths = report.Columns.Select(column => column.Json?.Split('.')).ToList();
        _names = [.. paths.Select(path => path is null ? null : Encoding.UTF8.GetBytes(path[^1]))];
        _nested = [.. paths.Select(path => path is { Length: > 1 })];
        var containers = paths.Where(path => path is { Length: > 1 }).Select(path => path![0].Replace("[]", "", StringComparison.Ordinal)).Distinct().ToList();
        if (containers.Contains(Total))
            containers.Add(Parts);
        _containers = [.. containers.Select(Encoding.UTF8.GetBytes)];
        var outside = Enumerable.Range(0, _nested.Length).Where(column => !_nested[column]).Select(column => report.Columns[column]).ToList();
        StandsAlone = outside.Exists(CsvHeader.IsOwn)
            && report.Key.Where(key => key != Report.ReportPeriod).All(key => outside.Exists(column => column.Name == key));
    }

    /// <summary>
    /// An object without nested rows is a row: a user without details, but not a product's activations without the product.
    /// </summary>
    public bool StandsAlone { get; }

    /// <summary>The columns of the report.</summary>
    public int Columns => _names.Length;

    /// <summary>Whether the column's cells stand below a member of the row's object.</summary>
    public bool IsNested(int column) => _nested[column];

    /// <summary>Whether the report's JSON has the column at all.</summary>
    public bool Has(int column) => _names[column] is not null;

    /// <summary>Whether the property the reader stands on holds nested rows.</summary>
    public bool IsContainer(ref Utf8JsonReader property)
    {
        foreach (var name in _containers)
        {
            if (property.ValueTextEquals(name))
                return true;
        }

        return false;
    }

    /// <summary>The column of the property the reader stands on, or -1. Graph keeps their order: the next one is tried first.</summary>
    public int Find(ref Utf8JsonReader property, bool nested, int previous)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            var column = (previous + 1 + i) % _names.Length;
            if (_nested[column] == nested && _names[column] is { } name && property.ValueTextEquals(name))
                return column;
        }

        return -1;
    }
}
