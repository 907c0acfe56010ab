using UsageReports;

namespace GraphSimulator.Api;

/// <summary>A report under one of its names: that of today, or that of autumn 2017 without <c>get</c>.</summary>
sealed record GraphFunction(Report Report, bool Legacy)
{
    public string Name => Legacy ? Report.LegacyName! : Report.Function;

    public bool In(GraphVersion version) => Legacy || version == GraphVersion.Beta || Report.V1;

    public IReadOnlyList<string> Formats(GraphVersion version) => version == GraphVersion.V1 ? Report.V1Formats : Report.BetaFormats;
}
