using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>What was fetched, as a table: the set <c>Refreshes</c>. Immutable; the oldest rows make room for new ones.</summary>
sealed class RefreshLog
{
    /// <summary>About three weeks of all reports four times a day; superseded logs stay a while with their snapshots.</summary>
    const int MostRows = 10_000;

    /// <summary>The set, its properties as they stand in the feed.</summary>
    public static TableSchema Schema { get; } = new(
        "Refreshes",
        "Refreshes",
        "Every report and period fetched: when, with what outcome, and what was wrong with the data.",
        [
            new("Id", ColumnType.Int64, false, "Counts up with every fetch."),
            new("Report", ColumnType.String, true, "The entity set that was refreshed."),
            new("Period", ColumnType.String, true, "The window or the day that was asked for."),
            new("StartedAt", ColumnType.DateTimeOffset, true, "When fetching began."),
            new("Duration", ColumnType.Duration, true, "How long fetching and reading took."),
            new("Outcome", ColumnType.String, true, "Published, Unchanged, Empty or Failed."),
            new("Rows", ColumnType.Int64, true, "Rows taken over from the download."),
            new("Bytes", ColumnType.Int64, true, "Bytes downloaded, after decompression."),
            new("Requests", ColumnType.Int64, true, "Requests sent to Graph and to its download hosts."),
            new("ContentDate", ColumnType.Date, true, "The newest day the download knows of."),
            new("Error", ColumnType.String, true, "Why it failed or had no rows; where it was published, which cells could not be read."),
            new("Duplicates", ColumnType.Int64, true, "Rows left out because another row stands for them."),
            new("BadCells", ColumnType.Int64, true, "Cells that could not be read and are null."),
            new("LeftOutRows", ColumnType.Int64, true, "Rows left out because their key could not be read."),
            new("UnknownColumns", ColumnType.String, true, "Headers the catalog does not know."),
            new("MissingColumns", ColumnType.String, true, "Headers the catalog expects and the file lacked."),
        ],
        ["Id"]);

    RefreshLog(Table table) => Table = table;

    /// <summary>Nothing fetched yet.</summary>
    public static RefreshLog Empty { get; } = new(Table.Empty(Schema));

    /// <summary>The rows, sorted by Id.</summary>
    public Table Table { get; }

    long LastId => Table.Count == 0 ? 0 : (long)Table["Id"].GetObject(Table.Count - 1)!;

    /// <summary>The log a store kept.</summary>
    public static RefreshLog Of(Table table) => new(table);

    /// <summary>The log with further records, which get their ids here.</summary>
    public RefreshLog With(IEnumerable<RefreshRecord> records)
    {
        var builder = new TableBuilder(Schema);
        var id = LastId;
        foreach (var record in records)
            Append(builder, record with { Id = ++id });
        var added = builder.Build();
        var first = Math.Max(0, Table.Count + added.Count - MostRows);
        return new RefreshLog(Table.Gather([Table, added], [.. Enumerable.Range(first, Table.Count + added.Count - first)]));
    }

    static void Append(TableBuilder builder, RefreshRecord record) => builder.Add(
        record.Id,
        record.Report,
        record.Period,
        record.StartedAt,
        record.Duration,
        record.Outcome.ToString(),
        record.Rows,
        record.Bytes,
        (long)record.Requests,
        record.ContentDate,
        record.Error,
        (long)record.Duplicates,
        (long)record.BadCells,
        (long)record.LeftOutRows,
        record.UnknownColumns,
        record.MissingColumns);
}
