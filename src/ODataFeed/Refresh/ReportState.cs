namespace ODataFeed.Refresh;

/// <summary>How far a report can be relied on.</summary>
enum ReportState
{
    /// <summary>Not selected, or not fetched yet.</summary>
    Never,

    /// <summary>Its content is of these days.</summary>
    Fresh,

    /// <summary>Its content is older than <c>Refresh:StaleAfter</c>.</summary>
    Stale,

    /// <summary>The last attempt to fetch it failed.</summary>
    Failing,

    /// <summary>The service it is about is gone; what it has is history.</summary>
    Retired,
}
