namespace ODataFeed.Query.Syntax;

static class ComputeParser
{
    public static IReadOnlyList<ComputeSyntax> Parse(Lexer lexer)
    {
        List<ComputeSyntax> items = [];
        do
        {
            lexer.Count();
            var expression = ExpressionParser.Parse(lexer);
            items.Add(new(expression, TakeAlias(lexer), expression.Position));
        }
        while (lexer.TryTake(TokenKind.Comma));
        return items;
    }

    /// <summary><c>as Name</c>.</summary>
    public static string TakeAlias(Lexer lexer)
    {
        if (!lexer.TryTakeWord("as"))
            throw lexer.Unexpected("an operator or 'as' and a name");
        return lexer.TakeName("a name behind 'as'");
    }
}
