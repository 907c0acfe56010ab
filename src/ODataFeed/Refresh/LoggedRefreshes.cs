using ODataFeed.Snapshot;

namespace ODataFeed.Refresh;

/// <summary>What the log of earlier runs, or of other processes, says of the last refresh of each report.</summary>
sealed class LoggedRefreshes
{
    readonly Dictionary<string, Refresh> _bySet = new(StringComparer.Ordinal);

    LoggedRefreshes()
    {
    }

    public static LoggedRefreshes Of(Table log)
    {
        var refreshes = new LoggedRefreshes();
        for (var row = log.Count - 1; row >= 0; row--)
        {
            if (log["Report"].GetObject(row) is not string report)
                continue;
            if (!refreshes._bySet.TryGetValue(report, out var refresh))
                refreshes._bySet.Add(report, refresh = new Refresh());
            refresh.GoBackTo(log, row);
        }

        return refreshes;
    }

    /// <summary>The status as it was when the last refresh ended, if the log knows of a later one.</summary>
    public ReportStatus Restore(ReportStatus status) =>
        _bySet.GetValueOrDefault(status.Report.EntitySet) is not { } last || last.TriedAt <= status.TriedAt ? status : status with
        {
            TriedAt = last.TriedAt,
            RefreshedAt = last.RefreshedAt,
            LastError = last.Error,
            LastErrorCode = null,
            MovedAt = last.MovedAt,
            Failures = last.Error is null ? 0 : 1,
        };

    /// <summary>The last refresh of one report, read from its newest record backwards.</summary>
    sealed class Refresh
    {
        readonly HashSet<string> _fetched = new(StringComparer.Ordinal);
        bool _isRead;
        DateOnly? _content;

        public DateTimeOffset? TriedAt { get; private set; }

        public DateTimeOffset? RefreshedAt { get; private set; }

        /// <summary>When the newest content came first.</summary>
        public DateTimeOffset? MovedAt { get; private set; }

        public string? Error { get; private set; }

        public void GoBackTo(Table log, int row)
        {
            var ended = (DateTimeOffset)log["StartedAt"].GetObject(row)! + (TimeSpan)log["Duration"].GetObject(row)!;
            if (log["Outcome"].GetObject(row) is nameof(RefreshOutcome.Published) or nameof(RefreshOutcome.Unchanged))
                RefreshedAt ??= ended;
            if (log["ContentDate"].GetObject(row) is DateOnly content && content == (_content ??= content))
                MovedAt = ended;

            // A refresh fetches each period once: one that was met already is of the refresh before.
            _isRead |= !_fetched.Add((string?)log["Period"].GetObject(row) ?? "");
            if (_isRead)
                return;
            TriedAt ??= ended;
            // Published rows have one, too, where cells of them could not be read.
            if (log["Outcome"].GetObject(row) is nameof(RefreshOutcome.Failed))
                Error ??= (string?)log["Error"].GetObject(row);
        }
    }
}
