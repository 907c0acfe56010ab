namespace ODataFeed.Query.Plan;

/// <summary>
/// The list of properties in a context URL, by protocol version; empty where all declared properties are answered and nothing else
/// (OData part 1 §10.7–§10.10).
/// </summary>
/// <param name="V40">
/// An expanded property has parentheses only where something is selected within: Excel and Power BI refuse empty ones.
/// </param>
/// <param name="V401">An expanded property always has parentheses.</param>
sealed record ContextList(string V40, string V401);
