namespace ODataFeed.Query.Syntax;

static class OrderByParser
{
    public static IReadOnlyList<OrderBySyntax> Parse(Lexer lexer)
    {
        List<OrderBySyntax> items = [];
        do
        {
            lexer.Count();
            var expression = ExpressionParser.Parse(lexer);
            var descending = lexer.TryTakeWord("desc");
            if (!descending)
                lexer.TryTakeWord("asc");
            items.Add(new(expression, descending));
        }
        while (lexer.TryTake(TokenKind.Comma));
        return items;
    }
}
