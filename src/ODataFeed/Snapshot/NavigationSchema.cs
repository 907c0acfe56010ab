namespace ODataFeed.Snapshot;

/// <summary>A navigation property to at most one entity.</summary>
/// <param name="Target">The set it leads to, whose key is one property.</param>
/// <param name="Column">The ordinal of the own column that holds the target's key.</param>
sealed record NavigationSchema(string Name, string Target, int Column);
