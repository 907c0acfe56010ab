using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Plan;

/// <summary>What all binders of a request share.</summary>
sealed class BindingContext(FeedModel model, IReadOnlyDictionary<string, ExpressionSyntax> aliases, TimeProvider time)
{
    readonly DateTimeOffset _now = time.GetUtcNow();

    public FeedModel Model { get; } = model;

    /// <summary>Parameter aliases, name with the at sign.</summary>
    public IReadOnlyDictionary<string, ExpressionSyntax> Aliases { get; } = aliases;

    /// <summary>The request asked for <c>now()</c>: its plan is good for this once.</summary>
    public bool UsesNow { get; private set; }

    /// <summary>The moment of the request, the same wherever it is asked for.</summary>
    public DateTimeOffset Now()
    {
        UsesNow = true;
        return _now;
    }
}
