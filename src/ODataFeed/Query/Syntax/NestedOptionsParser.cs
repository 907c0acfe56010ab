namespace ODataFeed.Query.Syntax;

/// <summary>Options in parentheses behind a path, separated by semicolons (OData ABNF <c>expandOption</c>, <c>selectOption</c>).</summary>
static class NestedOptionsParser
{
    /// <summary>The lexer stands at the opening parenthesis.</summary>
    public static QuerySyntax Parse(Lexer lexer, QueryOption legal)
    {
        lexer.Enter();
        var options = new OptionSet();
        do
        {
            lexer.Advance();
            ParseOption(lexer, legal, options);
        }
        while (lexer.Is(TokenKind.Semicolon));
        lexer.Take(TokenKind.Close, "';' or ')'");
        lexer.Leave();
        return options.Query;
    }

    /// <summary>Whether what is in these parentheses are options, and not parameter names or arguments.</summary>
    public static bool StandsAt(Lexer lexer)
    {
        var start = lexer.Current;
        lexer.Advance();
        var named = lexer.Current.Kind is TokenKind.System or TokenKind.Word or TokenKind.Alias;
        if (named)
            lexer.Advance();
        var options = named && lexer.Is(TokenKind.Equals);
        lexer.Rewind(start);
        return options;
    }

    static void ParseOption(Lexer lexer, QueryOption legal, OptionSet options)
    {
        if (lexer.Current.Kind is not (TokenKind.System or TokenKind.Word or TokenKind.Alias))
            throw lexer.Unexpected("a query option");
        lexer.Count();
        var name = lexer.CurrentText.ToString();
        var isAlias = lexer.Is(TokenKind.Alias);
        var option = QueryOption.None;
        if (!isAlias && !(QueryOptions.TryFind(name, out option) && legal.HasFlag(option)))
            throw QueryOptions.Unknown(name, legal);
        lexer.Advance();
        if (!lexer.Is(TokenKind.Equals))
            throw lexer.Unexpected($"'=' behind {name}");
        if (isAlias)
        {
            lexer.Advance();
            options.AddAlias(name, ExpressionParser.ParseAliasValue(lexer));
        }
        else
        {
            options.Claim(option);
            options.Query = OptionValueParser.Parse(lexer, option, options.Query, nested: true);
        }
    }
}
