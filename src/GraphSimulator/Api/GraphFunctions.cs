using System.Collections.Frozen;
using UsageReports;

namespace GraphSimulator.Api;

/// <summary>Finds a report function by path and name. Names compare without case, as Graph reads them.</summary>
sealed class GraphFunctions
{
    readonly FrozenDictionary<string, GraphFunction> _byPath;

    public GraphFunctions(ReportCatalog catalog)
    {
        var functions = catalog.Reports.Select(report => new GraphFunction(report, false))
            .Concat(catalog.Reports.Where(report => report.LegacyName is not null).Select(report => new GraphFunction(report, true)));
        _byPath = functions.ToFrozenDictionary(function => $"{function.Report.Path}/{function.Name}", StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The function of that name below a path such as <c>/reports</c>, where that version of Graph has it, else null.</summary>
    public GraphFunction? Find(string path, string name, GraphVersion version) =>
        _byPath.GetValueOrDefault($"{path}/{name}") is { } function && function.In(version) ? function : null;
}
