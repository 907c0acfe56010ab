namespace ODataFeed.Refresh;

/// <summary>One report and period fetched, as the set <c>Refreshes</c> tells it.</summary>
sealed record RefreshRecord
{
    /// <summary>Counts up; the store's newest plus one.</summary>
    public long Id { get; init; }

    /// <summary>The entity set.</summary>
    public required string Report { get; init; }

    /// <summary>The window or day asked for, as Graph writes it; null where the function takes none.</summary>
    public required string? Period { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public TimeSpan Duration { get; init; }

    public RefreshOutcome Outcome { get; init; }

    /// <summary>Rows taken over from the download.</summary>
    public long Rows { get; init; }

    /// <summary>Bytes of the bodies, after decompression.</summary>
    public long Bytes { get; init; }

    /// <summary>Requests sent, failed ones included.</summary>
    public int Requests { get; init; }

    /// <summary>The newest day the download knows of.</summary>
    public DateOnly? ContentDate { get; init; }

    /// <summary>Why it failed or was empty, or which cells could not be read.</summary>
    public string? Error { get; init; }

    /// <summary>Graph's error code, or null where the failure was none of Graph's.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>How long Graph wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the tenant concealed names then, as its setting said; null where it did not tell.</summary>
    public bool? NamesConcealed { get; init; }

    /// <summary>Rows left out because another row has the same cells, or a later one the same key.</summary>
    public int Duplicates { get; init; }

    public int BadCells { get; init; }

    /// <summary>Rows without a readable key.</summary>
    public int LeftOutRows { get; init; }

    /// <summary>Headers the catalog does not know, comma-separated; null when there are none.</summary>
    public string? UnknownColumns { get; init; }

    /// <summary>Headers the catalog expects and the file lacked, comma-separated; null when there are none.</summary>
    public string? MissingColumns { get; init; }
}
