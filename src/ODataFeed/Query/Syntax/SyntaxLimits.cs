namespace ODataFeed.Query.Syntax;

/// <summary>How large one request's query may get. What is larger is refused with <c>TooComplex</c>, before anything is bound.</summary>
/// <param name="Depth">
/// Parentheses, calls and nested options within one another, and levels of any expression tree. 100 levels fit into 512 KB of
/// stack even unoptimised (threads have 1 MB or more), and no client nests more than a dozen. Chains of <c>and</c> and <c>or</c>
/// are balanced and hardly count: 5 000 terms are 13 levels.
/// </param>
/// <param name="Nodes">
/// Names, literals, operators and list items of the whole query: about 60 bytes each. 20 000 hold an <c>in</c> list of 19 000 items
/// or 5 000 comparisons joined by <c>or</c>.
/// </param>
/// <param name="ListItems">Items of one list behind <c>in</c>.</param>
sealed record SyntaxLimits(int Depth = 100, int Nodes = 20_000, int ListItems = 20_000)
{
    public static SyntaxLimits Default { get; } = new();
}
