namespace GraphSimulator.Api;

/// <summary>Which form a request gets: the one asked for where the function has it, else the version's default.</summary>
static class ReportFormats
{
    /// <exception cref="GraphFailure">The form asked for is unknown, or the function does not have it in that version.</exception>
    public static ReportFormat Choose(GraphFunction function, GraphVersion version, string? wanted)
    {
        if (function.Legacy)
            return ChooseLegacy(version, wanted);
        var formats = function.Formats(version);
        if (string.IsNullOrEmpty(wanted))
            return formats.Contains("csv") ? ReportFormat.Csv : ReportFormat.Json;
        var format = Read(wanted);
        if (format == ReportFormat.Json && !formats.Contains("json"))
            throw new GraphFailure(GraphError.BadRequest("JSON format is not supported"));
        if (format == ReportFormat.Csv && !formats.Contains("csv"))
            throw new GraphFailure(GraphError.BadRequest("CSV format is not supported"));
        return format;
    }

    /// <summary>In autumn 2017 beta spoke JSON and v1.0 CSV, and neither had a choice.</summary>
    static ReportFormat ChooseLegacy(GraphVersion version, string? wanted)
    {
        var only = version == GraphVersion.Beta ? ReportFormat.Json : ReportFormat.Csv;
        if (!string.IsNullOrEmpty(wanted) && Read(wanted) != only)
            throw new GraphFailure(GraphError.BadRequest($"{(only == ReportFormat.Csv ? "JSON" : "CSV")} format is not supported"));
        return only;
    }

    static ReportFormat Read(string wanted) => wanted.ToLowerInvariant() switch
    {
        "application/json" or "json" => ReportFormat.Json,
        "text/csv" or "csv" => ReportFormat.Csv,
        _ => throw new GraphFailure(GraphError.BadRequest(
            $"Invalid value '{wanted}' for $format: text/csv or application/json is expected.")),
    };
}
