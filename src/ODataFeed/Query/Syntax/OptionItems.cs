namespace ODataFeed.Query.Syntax;

/// <summary>Lists that are the same in an option and in a transformation.</summary>
static class OptionItems
{
    public static List<OrderBySyntax> OrderBy(Lexer lexer)
    {
        var items = new List<OrderBySyntax>();
        do
        {
            lexer.Count();
            var expression = ExpressionParser.Parse(lexer);
            var descending = lexer.TryTakeWord("desc");
            if (!descending)
                lexer.TryTakeWord("asc");
            items.Add(new OrderBySyntax(expression, descending));
        }
        while (lexer.TryTake(TokenKind.Comma));
        return items;
    }

    public static List<ComputeSyntax> Compute(Lexer lexer)
    {
        var items = new List<ComputeSyntax>();
        do
        {
            lexer.Count();
            var expression = ExpressionParser.Parse(lexer);
            items.Add(new ComputeSyntax(expression, Name(lexer), expression.Position));
        }
        while (lexer.TryTake(TokenKind.Comma));
        return items;
    }

    /// <summary><c>as Name</c>.</summary>
    public static string Name(Lexer lexer) => lexer.TryTakeWord("as") ? lexer.TakeName("a name") : throw lexer.Unexpected("'as' and a name");
}
