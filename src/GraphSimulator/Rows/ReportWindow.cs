using System.Globalization;

namespace GraphSimulator.Rows;

/// <summary>What part of a report is asked for: a period such as <c>D7</c>, one day, or neither where the report takes neither.</summary>
public readonly record struct ReportWindow(string? Period, DateOnly? Date)
{
    /// <summary>The period that reaches back to the first day known.</summary>
    public const string All = "ALL";

    /// <summary>The window of a report that takes no parameter.</summary>
    public static ReportWindow None => default;

    /// <summary>The length in days of a period such as <c>D30</c>; null for <c>ALL</c>, a date, or no parameter.</summary>
    public int? Days =>
        Period is ['D' or 'd', .. var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            ? days
            : null;
}
