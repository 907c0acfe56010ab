using UsageReports;

namespace ODataFeed.Refresh;

/// <summary>What is known about one report, as the set <c>Reports</c> tells it. Immutable; replaced by every refresh.</summary>
sealed record ReportStatus(Report Report)
{
    /// <summary>When the last attempt ended; null before the first one.</summary>
    public DateTimeOffset? TriedAt { get; init; }

    /// <summary>When rows came last, new or known.</summary>
    public DateTimeOffset? RefreshedAt { get; init; }

    /// <summary>When it is fetched again; null when it is not selected.</summary>
    public DateTimeOffset? NextRefreshAt { get; init; }

    /// <summary>The newest day its rows know of.</summary>
    public DateOnly? ContentDate { get; init; }

    /// <summary>When that day was first seen; null where it was so at the start.</summary>
    public DateTimeOffset? MovedAt { get; init; }

    /// <summary>The oldest day or refresh it has rows of.</summary>
    public DateOnly? HistoryFrom { get; init; }

    /// <summary>Rows of the set, history not counted.</summary>
    public long Rows { get; init; }

    /// <summary>Whether its newest rows have hashes in place of names; null where they name no one.</summary>
    public bool? NamesConcealed { get; init; }

    /// <summary>Why the last attempt failed; null when it did not.</summary>
    public string? LastError { get; init; }

    /// <summary>Graph's code for it.</summary>
    public string? LastErrorCode { get; init; }

    /// <summary>Attempts that failed since the last one that did not.</summary>
    public int Failures { get; init; }

    /// <summary>How long Graph wanted to be left alone when it refused.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How far it can be relied on at a moment.</summary>
    public ReportState StateAt(DateTimeOffset now, TimeSpan staleAfter)
    {
        if (TriedAt is null && ContentDate is null)
            return ReportState.Never;
        if (Report.Retired is not null)
            return ReportState.Retired;
        if (LastError is not null)
            return ReportState.Failing;
        var content = ContentDate?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return content is { } day && now - day > staleAfter ? ReportState.Stale : ReportState.Fresh;
    }
}
