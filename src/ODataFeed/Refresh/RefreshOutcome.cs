namespace ODataFeed.Refresh;

/// <summary>How fetching a report for one period ended.</summary>
enum RefreshOutcome
{
    /// <summary>Rows were new or restated, and are served now.</summary>
    Published,

    /// <summary>Every row was known already.</summary>
    Unchanged,

    /// <summary>The answer had no rows; rows of before stay.</summary>
    Empty,

    /// <summary>Nothing usable came; rows of before stay.</summary>
    Failed,
}
