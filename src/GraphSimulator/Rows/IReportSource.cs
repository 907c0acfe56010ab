using UsageReports;

namespace GraphSimulator.Rows;

/// <summary>
/// Where the report API takes its rows from: the sample tenant, or the feed's own data. Thread-safe; answers may change as time passes.
/// </summary>
public interface IReportSource
{
    /// <summary>The newest day the report's content knows of, its Report Refresh Date; null when nothing was ever held.</summary>
    DateOnly? ContentDate(Report report);

    /// <summary>
    /// Null when the window can be answered, else why not, for the message of a 400 <c>InvalidArgument</c>. The window's form was
    /// checked before: the period is one the report takes, or the report takes a date.
    /// </summary>
    string? Refuse(Report report, ReportWindow window);

    /// <summary>
    /// The rows of a window that was not refused: trends newest day first, everything else by key. No rows is a valid answer.
    /// </summary>
    ReportRows Open(Report report, ReportWindow window);
}
