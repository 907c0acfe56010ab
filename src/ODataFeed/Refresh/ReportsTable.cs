using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>The set <c>Reports</c>: every report of the catalog, and how far it can be relied on.</summary>
static class ReportsTable
{
    /// <summary>The set, its properties as they stand in the feed.</summary>
    public static TableSchema Schema { get; } = new(
        "Reports",
        "Reports",
        "Every report of the catalog: what it is, and how far its set can be relied on.",
        [
            new("Name", ColumnType.String, false, "The entity set."),
            new("Title", ColumnType.String, true, "A short name for people."),
            new("Service", ColumnType.String, true, "The service the report is about."),
            new("Description", ColumnType.String, true, "What the report says."),
            new("Function", ColumnType.String, true, "The function of Microsoft Graph."),
            new("Shape", ColumnType.String, true, "Trend: rows per day. Period: a window as of a refresh date."),
            new("State", ColumnType.String, true, "Never, Fresh, Stale, Failing or Retired."),
            new("ContentDate", ColumnType.Date, true, "The newest day its rows know of."),
            new("RefreshedAt", ColumnType.DateTimeOffset, true, "When rows came last, new or known."),
            new("NextRefreshAt", ColumnType.DateTimeOffset, true, "When it is fetched again; null where it is not selected."),
            new("Rows", ColumnType.Int64, true, "Rows of the set, history not counted."),
            new("HistoryFrom", ColumnType.Date, true, "The oldest day or refresh that is kept."),
            new("LastError", ColumnType.String, true, "Why the last attempt failed; null when it did not."),
            new("NamesConcealed", ColumnType.Boolean, true, "True if the tenant conceals names, so that users are hashes; null where the report names none."),
            new("PersonalData", ColumnType.Boolean, true, "True if the report holds personal data."),
        ],
        ["Name"])
    {
        LongDescription = "Stale is content older than Refresh:StaleAfter, Failing a last attempt that failed (the rows are the last good ones), Retired a report whose service is gone.",
    };

    /// <summary>By set, when its report is fetched again.</summary>
    public static Dictionary<string, DateTimeOffset?> NextRefreshes(Table reports) => Enumerable.Range(0, reports.Count)
        .ToDictionary(row => (string)reports["Name"].GetObject(row)!, row => (DateTimeOffset?)reports["NextRefreshAt"].GetObject(row));

    /// <summary>The reports as they are at a moment, sorted by name.</summary>
    public static Table Of(IEnumerable<ReportStatus> statuses, DateTimeOffset now, TimeSpan staleAfter)
    {
        var builder = new TableBuilder(Schema);
        foreach (var status in statuses)
        {
            builder.Add(
                status.Report.EntitySet,
                status.Report.Title,
                status.Report.Service,
                status.Report.Description,
                status.Report.Function,
                status.Report.Shape.ToString(),
                status.StateAt(now, staleAfter).ToString(),
                status.ContentDate,
                status.RefreshedAt,
                status.NextRefreshAt,
                status.Rows,
                status.HistoryFrom,
                status.LastError,
                status.NamesConcealed,
                status.Report.Detail);
        }

        return DownloadedRows.Of(builder.Build()).Table;
    }
}
