using ODataFeed.Snapshot;

namespace ODataFeed.Query.Plan;

/// <summary>Names mean properties of the entity that a navigation property leads to: within the parentheses of <c>$expand</c>.</summary>
sealed record RelatedScope(NavigationSchema Navigation, TableSchema Target);
