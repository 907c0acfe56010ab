namespace ODataFeed.Query;

/// <summary>What the database scan refuses, because it would take memory without bound, and what it cannot help.</summary>
static partial class FeedErrors
{
    /// <param name="what">The step that needs all rows at once.</param>
    /// <param name="rows">How many rows were held when the limit was met.</param>
    public static FeedException NeedsMemory(string what, string set, long rows) =>
        new(501, "NeedsMemory", $"{what} needs all its rows of {set} in memory at once, and there are more than {rows} (Feed:Engine=Database keeps memory flat). Filter first, select or group by fewer properties, or ask a service with Feed:Engine=Memory.", set);

    /// <param name="set">The set whose rows are looked at.</param>
    /// <param name="other">The set that is looked up, whose rows are in the store only.</param>
    public static FeedException NeedsOther(string set, string other) =>
        new(501, "NeedsMemory", $"The query on {set} looks up rows of {other}, which stay in the database (Feed:Engine=Database). Ask for {other} by itself, or ask a service with Feed:Engine=Memory.", other);

    /// <param name="set">The set whose rows are in the store only.</param>
    public static FeedException StoreLost(string set) =>
        new(503, "StoreLost", $"The rows of {set} stay in the store (Feed:Engine=Database), which does not answer. Try again in a few seconds; /health/ready says when the store is reached.", set);
}
