namespace ODataFeed.Refresh;

/// <summary>A step of a refresh, as <c>/refresh/events</c> tells it.</summary>
/// <param name="Report">The entity set.</param>
/// <param name="State"><c>Started</c>, or how it ended: the outcomes of its periods.</param>
/// <param name="At">When.</param>
/// <param name="Rows">Rows taken over.</param>
/// <param name="Error">What failed, with what to do about it.</param>
/// <param name="Running">Reports being refreshed after this step.</param>
sealed record RefreshEvent(string Report, string State, DateTimeOffset At, long Rows, string? Error, int Running);
