namespace ODataFeed.Feed;

/// <summary>What the service says of itself in <c>$metadata</c>. Raise a statement when the last thing it promises works, not before.</summary>
/// <param name="Conformance">The member of <c>Capabilities.ConformanceLevelType</c> reached.</param>
/// <param name="Batch"><c>$batch</c> is answered.</param>
/// <param name="Apply">What <c>$apply</c> can do; null where there is no <c>$apply</c>.</param>
sealed record ServiceCapabilities(string Conformance, bool Batch, ApplyCapabilities? Apply)
{
    public static ServiceCapabilities Current { get; } = new("Advanced", Batch: true, ApplyCapabilities.Current);
}

/// <summary>What <c>$apply</c> can do.</summary>
/// <param name="Transformations">Names as in a URL.</param>
/// <param name="Rollup">The member of <c>Aggregation.RollupType</c>.</param>
/// <param name="From">The keyword <c>from</c> is understood.</param>
sealed record ApplyCapabilities(IReadOnlyList<string> Transformations, string Rollup, bool From)
{
    /// <summary>All of Data Aggregation §3; of §6, hierarchies, the model has none.</summary>
    public static ApplyCapabilities Current { get; } = new(
        [
            "aggregate", "groupby", "concat", "identity", "filter", "search", "compute", "orderby", "skip", "top", "topcount", "topsum", "toppercent",
            "bottomcount", "bottomsum", "bottompercent", "join", "outerjoin", "addnested", "nest",
        ],
        Rollup: "MultipleHierarchies",
        From: true);
}
