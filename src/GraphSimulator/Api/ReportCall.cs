using System.Globalization;
using GraphSimulator.Rows;
using UsageReports;

namespace GraphSimulator.Api;

/// <summary>A call of a report function whose parameters are known to be in order: function, version, window.</summary>
sealed record ReportCall(GraphFunction Function, GraphVersion Version, ReportWindow Window, bool SecondVersion)
{
    /// <summary>The one report that takes a period and needs none, and what it then shows (Graph, reportroot-getapiusage).</summary>
    const string ApiUsage = "ApiUsage";
    const string DefaultApiUsagePeriod = "D30";

    /// <summary>The one report with a second kind of rows, which is not offered here: throttled requests.</summary>
    const string SharePointApiUsage = "SharePointApiUsage";

    public Report Report => Function.Report;

    /// <exception cref="GraphFailure">A parameter is unknown, missing, or has no legal value.</exception>
    public static ReportCall Bind(GraphFunction function, GraphVersion version, FunctionCall call)
    {
        var report = function.Report;
        foreach (var name in call.Parameters.Keys)
        {
            if (!Takes(report, name))
                throw Invalid($"{function.Name} takes no parameter '{name}'; it takes {Taken(report)}.");
        }

        var second = call.Parameters.TryGetValue("version", out var wanted) && IsSecondVersion(wanted);
        if (call.Parameters.TryGetValue("reportType", out var type) && !type.Equals("egressReport", StringComparison.OrdinalIgnoreCase))
            throw Invalid($"Invalid reportType value specified: {type}. Only 'egressReport' is offered here.");
        return new ReportCall(function, version, ReadWindow(report, function.Name, call, second), second);
    }

    static bool Takes(Report report, string parameter) => parameter.ToLowerInvariant() switch
    {
        "period" => report.Periods.Count > 0,
        "date" => report.ByDay,
        "version" => HasSecondVersion(report),
        "reporttype" => report.EntitySet == SharePointApiUsage,
        _ => false,
    };

    static string Taken(Report report)
    {
        var taken = new[] { "period", "date", "version", "reportType" }.Where(name => Takes(report, name)).ToList();
        return taken.Count == 0 ? "none" : string.Join(", ", taken);
    }

    static bool HasSecondVersion(Report report) => report.Columns.Any(column => column.SecondVersionOnly);

    static bool IsSecondVersion(string version) => version.ToLowerInvariant() switch
    {
        "v1" => false,
        "v2" => true,
        _ => throw Invalid($"Invalid version value specified: {version}. Supported values: v1, v2."),
    };

    static ReportWindow ReadWindow(Report report, string name, FunctionCall call, bool second)
    {
        var hasPeriod = call.Parameters.TryGetValue("period", out var period);
        var hasDate = call.Parameters.TryGetValue("date", out var date);
        if (report.Periods.Count == 0 && !report.ByDay)
            return ReportWindow.None;
        if (!hasPeriod && !hasDate && report.EntitySet == ApiUsage)
            return new ReportWindow(DefaultApiUsagePeriod, null);
        if (hasPeriod == hasDate)
        {
            throw Invalid($"{name} takes {(report.ByDay ? "exactly one of period and date" : "the parameter period")}; "
                + (hasPeriod ? "both were given." : "none was given."));
        }

        return hasPeriod ? new ReportWindow(ReadPeriod(report, period!, second), null) : new ReportWindow(null, ReadDate(date!));
    }

    /// <summary>Version 2 of the Copilot reports counts four weeks instead of thirty days.</summary>
    static string ReadPeriod(Report report, string period, bool second)
    {
        var legal = second ? report.Periods.Select(known => known == "D30" ? "D28" : known) : report.Periods;
        return legal.FirstOrDefault(known => known.Equals(period, StringComparison.OrdinalIgnoreCase))
            ?? throw Invalid($"Invalid period value specified: {period}. Supported values: {string.Join(", ", legal)}.");
    }

    static DateOnly ReadDate(string date) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Invalid($"Invalid date value specified: {date}. A date is written YYYY-MM-DD.");

    static GraphFailure Invalid(string message) => new(GraphError.InvalidArgument(message));
}
