namespace ODataFeed.Query.Syntax;

/// <summary><c>case(condition:value,…)</c> (OData 4.01 part 2 §5.1.1.11).</summary>
static class CaseParser
{
    /// <summary>The lexer stands at the opening parenthesis.</summary>
    public static CaseSyntax Parse(Lexer lexer, int position)
    {
        List<(ExpressionSyntax, ExpressionSyntax)> branches = [];
        do
        {
            lexer.Advance();
            var condition = ParseCondition(lexer);
            branches.Add((condition, ExpressionParser.Parse(lexer)));
        }
        while (lexer.Is(TokenKind.Comma));
        lexer.Take(TokenKind.Close, "an operator, ',' or ')'");
        return lexer.Node(new CaseSyntax(branches, position));
    }

    /// <summary>
    /// <c>A gt 10:15</c> is ambiguous: a time of day, or 10 and the value 15. The specification asks clients to put a space before the
    /// colon; for those that do not, the condition is read again without short times if no colon follows the first reading.
    /// </summary>
    static ExpressionSyntax ParseCondition(Lexer lexer)
    {
        var start = lexer.Current;
        var condition = ExpressionParser.Parse(lexer);
        if (!lexer.Is(TokenKind.Colon) && lexer.ShortTimes)
        {
            lexer.ShortTimes = false;
            lexer.Rewind(start);
            condition = ExpressionParser.Parse(lexer);
            lexer.ShortTimes = true;
        }

        lexer.Take(TokenKind.Colon, "an operator or ':' behind the condition");
        return condition;
    }
}
