namespace ODataFeed.Web.Status;

/// <summary>What the status page shows.</summary>
/// <param name="Summary">Whether all is well, in a sentence.</param>
/// <param name="Counts">How many reports are in each state, the states with any.</param>
/// <param name="Progress">What is being refreshed; null where nothing is.</param>
public sealed record StatusModel(SiteModel Site, string Summary, IReadOnlyList<StatusCount> Counts, StatusProgress? Progress, IReadOnlyList<StatusService> Services, IReadOnlyList<StatusFetch> Log);

/// <summary>Reports in one state.</summary>
public sealed record StatusCount(string State, int Reports);

/// <summary>What is being refreshed.</summary>
/// <param name="Done">How many reports are through; null where it is not known how many there were.</param>
public sealed record StatusProgress(string Text, int? Done, int All);

/// <summary>The reports of a service.</summary>
public sealed record StatusService(string Name, IReadOnlyList<StatusReport> Reports);

/// <summary>One report.</summary>
/// <param name="Trouble">Why it could not be refreshed, or since when it is retired; null where there is nothing to say.</param>
public sealed record StatusReport(string Set, string Title, string State, string Rows, DateOnly? Content, DateOnly? HistoryFrom, DateTimeOffset? Refreshed, DateTimeOffset? Next, string? Trouble, string Explore);

/// <summary>One line of the log.</summary>
/// <param name="Remarks">What was wrong or noteworthy about the download.</param>
public sealed record StatusFetch(DateTimeOffset Started, string Report, string Period, string Outcome, string Rows, string Size, string Took, string Remarks);
