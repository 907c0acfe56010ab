namespace ODataFeed.Query.Syntax;

/// <summary><c>groupby((A,B/C,rollup(D,E)),transformations)</c> (Data Aggregation §3.2.3, ABNF <c>groupbyTrafo</c>).</summary>
static class GroupByParser
{
    const string Property = "a property (what is computed is grouped by its name: compute(year(D) as Y)/groupby((Y)))";

    /// <summary>The lexer stands behind the opening parenthesis of <c>groupby</c>.</summary>
    public static GroupBySyntax Parse(Lexer lexer, int position)
    {
        lexer.Take(TokenKind.Open, "'(': groupby takes its properties in parentheses of their own, groupby((A,B))");
        List<GroupingSyntax> groupings = [];
        do
            groupings.Add(ParseGrouping(lexer));
        while (lexer.TryTake(TokenKind.Comma));
        lexer.Take(TokenKind.Close, "'/', ',' or ')'");
        return new(groupings, lexer.TryTake(TokenKind.Comma) ? ApplyParser.Parse(lexer) : null, position);
    }

    static GroupingSyntax ParseGrouping(Lexer lexer)
    {
        var token = lexer.Current;
        var isRollup = lexer.IsWord("rollup");
        if (isRollup || lexer.IsWord("rolluprecursive"))
        {
            lexer.Advance();
            if (lexer.Is(TokenKind.Open))
                return isRollup ? ParseRollup(lexer, token.Start) : throw Recursive(lexer, token.Start);
            lexer.Rewind(token);
        }

        return new([PathExpressionParser.ParseProperty(lexer, Property)], false, token.Start);
    }

    static GroupingSyntax ParseRollup(Lexer lexer, int position)
    {
        List<ExpressionSyntax> levels = [];
        do
        {
            lexer.Advance();
            levels.Add(ParseLevel(lexer));
        }
        while (lexer.Is(TokenKind.Comma));
        lexer.Take(TokenKind.Close, "'/', ',' or ')'");
        return new(levels, true, position);
    }

    /// <summary><c>$all</c>, of the earlier drafts, is the grand total.</summary>
    static ExpressionSyntax ParseLevel(Lexer lexer)
    {
        if (!lexer.Is(TokenKind.System) || lexer.CurrentText is not "$all")
            return PathExpressionParser.ParseProperty(lexer, "a property or $all");
        var all = lexer.Node(new MemberSyntax(null, "$all", lexer.Current.Start));
        lexer.Advance();
        return all;
    }

    static FeedException Recursive(Lexer lexer, int position) => FeedErrors.Unsupported(
        lexer.Where, position, "rolluprecursive", "there are no recursive hierarchies here; rollup(A,B) gives subtotals by level");
}
