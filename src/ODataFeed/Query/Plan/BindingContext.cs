using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Plan;

/// <summary>What all binders of a request share.</summary>
sealed class BindingContext(FeedModel model, IReadOnlyDictionary<string, ExpressionSyntax> aliases, TimeProvider time)
{
    /// <summary>Five times what the parser lets through, for aliases used more than once and options bound more than once.</summary>
    const int MostNodes = 100_000;

    /// <summary>A hundred branches, each with all columns of the widest report, copy a twentieth of it.</summary>
    const int MostColumns = 200_000;

    readonly DateTimeOffset _now = time.GetUtcNow();
    readonly Dictionary<Expression, int> _sizes = new(ReferenceEqualityComparer.Instance);
    int _depth;
    int _nodes;
    int _columns;

    public FeedModel Model { get; } = model;

    /// <summary>Parameter aliases, name with the at sign.</summary>
    public IReadOnlyDictionary<string, ExpressionSyntax> Aliases { get; } = aliases;

    /// <summary>
    /// Counts a node about to be bound. The parser has limited the text; an alias that is used twice by the next, which is used twice
    /// again, makes a small text a tree without end.
    /// </summary>
    /// <returns>How many were counted before it.</returns>
    /// <exception cref="FeedException">With its aliases put in, the query is deeper or larger than one request may have it.</exception>
    public int Enter(int position)
    {
        if (++_depth > SyntaxLimits.Default.Depth)
            throw FeedErrors.TooDeep("The query, with its aliases put in,", position, SyntaxLimits.Default.Depth);
        Count(1);
        return _nodes - 1;
    }

    /// <summary>Remembers how large the node became.</summary>
    public void Leave(Expression bound, int before)
    {
        _depth--;
        _sizes[bound] = _nodes - before;
    }

    /// <summary>Counts a computed property's expression once more, as it is evaluated once more where it is named.</summary>
    public void Repeat(Expression computed) => Count(_sizes.GetValueOrDefault(computed, 1));

    /// <summary>Counts columns that a branch of the query copies to append its own: branches times columns of short texts can be millions.</summary>
    public void Copy(int columns)
    {
        if ((_columns += columns) > MostColumns)
            throw FeedErrors.TooManyColumns(MostColumns);
    }

    /// <summary>The names, values, operators and copied columns counted so far.</summary>
    public int Steps => _nodes + _columns;

    void Count(int nodes)
    {
        if ((_nodes += nodes) > MostNodes)
            throw FeedErrors.TooLong("Putting in what aliases and computed properties stand for", MostNodes);
    }

    /// <summary>The request asked for <c>now()</c>: its plan is good for this once.</summary>
    public bool UsesNow { get; private set; }

    /// <summary>The moment of the request, the same wherever it is asked for.</summary>
    public DateTimeOffset Now()
    {
        UsesNow = true;
        return _now;
    }
}
