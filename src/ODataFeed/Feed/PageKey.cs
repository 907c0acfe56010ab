using ODataFeed.Output;
using ODataFeed.Query.Execution;

namespace ODataFeed.Feed;

/// <summary>All that the bytes of a page depend on.</summary>
/// <param name="Asked">The plan, which callers of other rights do not share, and the tables.</param>
/// <param name="Context">With the root, which says by which name the service was called.</param>
/// <param name="Next">The link to the next page, with whatever the caller put into its URL.</param>
/// <param name="First">The place of its first row.</param>
/// <param name="End">The place behind its last row.</param>
/// <param name="Coding">The content coding; null for none.</param>
sealed record PageKey(AskedOf Asked, Representation Representation, ContextUrl Context, string? Next, int First, int End, string? Coding = null)
{
    public int Rows => End - First;
}
