using UsageReports;

namespace GraphSimulator.Api;

/// <summary>The columns one answer shows, and where a source's row holds each of them.</summary>
sealed class ColumnSelection
{
    /// <summary>
    /// What the reports of 2017 did not have yet (Graph, reportroot-office365activeusercounts and
    /// reportroot-office365activationsusercounts of September 2017).
    /// </summary>
    static readonly Dictionary<string, string> NotIn2017 = new(StringComparer.Ordinal)
    {
        ["Office365ActiveUserCounts"] = "Teams",
        ["Office365ActivationsUserCounts"] = "SharedComputerActivation",
    };

    ColumnSelection(int width, IReadOnlyList<(ReportColumn Column, int Index)> shown)
    {
        Width = width;
        Columns = shown.Select(entry => entry.Column).ToArray();
        Indexes = shown.Select(entry => entry.Index).ToArray();
    }

    /// <summary>How many cells a row of the source has.</summary>
    public int Width { get; }

    public ReportColumn[] Columns { get; }

    /// <summary>The place of each of <see cref="Columns"/> in the source's row.</summary>
    public int[] Indexes { get; }

    public static ColumnSelection For(ReportCall call)
    {
        var sent = call.Report.Columns.Where(column => !column.Generated).ToList();
        var shown = sent.Select((column, index) => (Column: column, Index: index))
            .Where(entry => Shows(entry.Column, call))
            .ToList();
        return new ColumnSelection(sent.Count, shown);
    }

    static bool Shows(ReportColumn column, ReportCall call) =>
        (!column.BetaOnly || call.Version == GraphVersion.Beta)
        && (!column.SecondVersionOnly || call.SecondVersion)
        && !(call.Function.Legacy && NotIn2017.GetValueOrDefault(call.Report.EntitySet) == column.Name);
}
