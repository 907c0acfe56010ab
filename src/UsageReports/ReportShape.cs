namespace UsageReports;

/// <summary>How the rows of a report relate to time, and so how downloads of different days merge.</summary>
public enum ReportShape
{
    /// <summary>Rows per day. Days of all refreshes merge; for one key the newest refresh date wins.</summary>
    Trend,

    /// <summary>A window as of a refresh date. Every refresh stands for itself.</summary>
    Period,
}
