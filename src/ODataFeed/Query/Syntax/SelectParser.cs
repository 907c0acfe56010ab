namespace ODataFeed.Query.Syntax;

/// <summary>Parses <c>$select</c> and <c>$expand</c>: paths with options nested in parentheses, separated by semicolons.</summary>
static class SelectParser
{
    public static List<SelectSyntax> Select(Lexer lexer) => Items(lexer, lexer =>
    {
        var position = lexer.Current.Start;
        var path = Path(lexer, out _);
        return new SelectSyntax(path, Nested(lexer), position);
    });

    public static List<ExpandSyntax> Expand(Lexer lexer) => Items(lexer, lexer =>
    {
        var position = lexer.Current.Start;
        var path = Path(lexer, out var suffix);
        return new ExpandSyntax(path, suffix, Nested(lexer), position);
    });

    static List<T> Items<T>(Lexer lexer, Func<Lexer, T> item)
    {
        var items = new List<T>();
        do
        {
            lexer.Count();
            items.Add(item(lexer));
        }
        while (lexer.TryTake(TokenKind.Comma));
        return items;
    }

    static List<string> Path(Lexer lexer, out ExpandSuffix suffix)
    {
        suffix = ExpandSuffix.None;
        var path = new List<string> { PathName(lexer) };
        while (lexer.TryTake(TokenKind.Slash))
        {
            if (!lexer.Is(TokenKind.System))
            {
                path.Add(PathName(lexer));
                continue;
            }

            suffix = lexer.CurrentText.ToString().ToLowerInvariant() switch
            {
                "$ref" => ExpandSuffix.Ref,
                "$count" => ExpandSuffix.Count,
                "$value" => ExpandSuffix.Value,
                _ => throw lexer.Unexpected("$ref, $count or $value"),
            };
            lexer.Advance();
            break;
        }

        return path;
    }

    static string PathName(Lexer lexer)
    {
        if (lexer.Current.Kind is not (TokenKind.Word or TokenKind.Qualified or TokenKind.Star or TokenKind.SchemaStar))
            throw lexer.Unexpected("a property name or '*'");
        var name = lexer.CurrentText.ToString();
        lexer.Advance();
        return name;
    }

    static QuerySyntax? Nested(Lexer lexer)
    {
        if (!lexer.TryTake(TokenKind.Open))
            return null;
        lexer.Enter();
        var options = new QueryOptions(lexer.Where);
        do
        {
            var position = lexer.Current.Start;
            if (lexer.Current.Kind is not (TokenKind.Word or TokenKind.System))
                throw lexer.Unexpected("a query option");
            var name = lexer.CurrentText.ToString();
            lexer.Advance();
            options.ReadNested(lexer, name, position);
        }
        while (lexer.TryTake(TokenKind.Semicolon));
        lexer.Take(TokenKind.Close, "';' or ')'");
        lexer.Leave();
        return options.Query;
    }
}
