namespace ODataFeed.Query.Syntax;

/// <summary>What is left of the <see cref="SyntaxLimits"/> of one request while its options are parsed.</summary>
sealed class SyntaxBudget(SyntaxLimits limits)
{
    int _nodes;
    int _depth;

    public void Enter(string where, int position)
    {
        if (++_depth > limits.Depth)
            throw FeedErrors.TooDeep(where, position, limits.Depth);
    }

    public void Leave() => _depth--;

    public void Count(string where)
    {
        if (++_nodes > limits.Nodes)
            throw FeedErrors.TooLong(where, limits.Nodes);
    }

    public void CheckList(int items, int position)
    {
        if (items > limits.ListItems)
            throw FeedErrors.TooManyItems(position, limits.ListItems);
    }

    public void CheckHeight(string where, ExpressionSyntax node)
    {
        if (node.Height > limits.Depth)
            throw FeedErrors.TooDeep(where, node.Position, limits.Depth);
    }
}
