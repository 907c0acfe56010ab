namespace ODataFeed.Query.Syntax;

static class SelectParser
{
    const string Item = "a property, a path or '*'";

    public static IReadOnlyList<SelectSyntax> Parse(Lexer lexer)
    {
        List<SelectSyntax> items = [];
        do
            items.Add(ParseItem(lexer));
        while (lexer.TryTake(TokenKind.Comma));
        return items;
    }

    static SelectSyntax ParseItem(Lexer lexer)
    {
        lexer.Count();
        var position = lexer.Current.Start;
        List<string> path = [];
        do
        {
            if (lexer.Current.Kind is not (TokenKind.Word or TokenKind.Qualified or TokenKind.Alias) && !IsLast(lexer, path.Count))
                throw lexer.Unexpected(path.Count == 0 ? Item : "a property behind '/'");
            path.Add(lexer.CurrentText.ToString());
            lexer.Advance();
        }
        while (!path[^1].EndsWith('*') && lexer.TryTake(TokenKind.Slash));
        QuerySyntax? options = null;
        if (lexer.Is(TokenKind.Open) && !path[^1].EndsWith('*'))
        {
            if (NestedOptionsParser.StandsAt(lexer))
                options = NestedOptionsParser.Parse(lexer, QueryOptions.OfSelect);
            else
                path[^1] += ParseParameterNames(lexer);
        }

        return new(path, options, position);
    }

    static bool IsLast(Lexer lexer, int segments) => lexer.Is(TokenKind.SchemaStar) || (segments == 0 && lexer.Is(TokenKind.Star));

    /// <summary>The parameters that tell one overload of a function from another: <c>Model.Rank(Size,Color)</c>.</summary>
    static string ParseParameterNames(Lexer lexer)
    {
        List<string> names = [];
        lexer.Advance();
        do
            names.Add(lexer.TakeName("a query option, as in ($select=…), or a parameter name"));
        while (lexer.TryTake(TokenKind.Comma));
        lexer.Take(TokenKind.Close, "',' or ')'");
        return $"({string.Join(',', names)})";
    }
}
