namespace ODataFeed.Query.Syntax;

/// <summary>What is aggregated, how, and under which name (Data Aggregation §3.2.1, ABNF <c>aggregateExpr</c>).</summary>
static class AggregateParser
{
    static readonly string[] Methods = ["sum", "min", "max", "average", "countdistinct"];

    public static List<AggregateItemSyntax> ParseItems(Lexer lexer)
    {
        List<AggregateItemSyntax> items = [];
        do
            items.Add(ParseItem(lexer));
        while (lexer.TryTake(TokenKind.Comma));
        return items;
    }

    /// <summary>An aggregate used as a value has no name; the lexer stands at the opening parenthesis.</summary>
    public static AggregateValueSyntax ParseValue(Lexer lexer, ExpressionSyntax source, int position)
    {
        lexer.Advance();
        var start = lexer.Current.Start;
        var (expression, isCount) = ParseSubject(lexer);
        var item = ParseMethod(lexer, new(expression, isCount, null, [], null, null, start));
        lexer.Take(TokenKind.Close, "an operator or ')'");
        return lexer.Node(new AggregateValueSyntax(source, item, position));
    }

    /// <summary>Only a custom aggregate that is taken as it is keeps its own name.</summary>
    static AggregateItemSyntax ParseItem(Lexer lexer)
    {
        lexer.Count();
        var position = lexer.Current.Start;
        if (IsNested(lexer))
            return ParseNested(lexer, position);
        var (expression, isCount) = ParseSubject(lexer);
        var item = ParseMethod(lexer, new(expression, isCount, null, [], null, null, position));
        if (lexer.IsWord("as"))
            return item with { Name = ComputeParser.TakeAlias(lexer) };
        var mayBeNameless = item is { IsCount: false, Method: null, From: [] };
        return mayBeNameless ? item : throw lexer.Unexpected("'as' and a name");
    }

    /// <summary><c>$count</c>, <c>Path/$count</c>, or an expression.</summary>
    static (ExpressionSyntax? Expression, bool IsCount) ParseSubject(Lexer lexer)
    {
        if (lexer.Is(TokenKind.System) && lexer.CurrentText is "$count")
        {
            lexer.Advance();
            return (null, true);
        }

        var expression = ExpressionParser.Parse(lexer);
        if (expression is CountSyntax { Source: { } counted, Filter: null, Search: null } && !lexer.IsWord("with"))
            return (counted, true);
        return (expression, false);
    }

    /// <summary>Reads <c>with</c> and <c>from</c>. Without a method it is a custom aggregate, by its syntax a property.</summary>
    static AggregateItemSyntax ParseMethod(Lexer lexer, AggregateItemSyntax item)
    {
        if (!item.IsCount && lexer.TryTakeWord("with"))
            item = item with { Method = TakeMethod(lexer) };
        else if (item.Expression is { } custom && !item.IsCount && !PathExpressionParser.IsProperty(custom))
            throw lexer.Unexpected("an operator or 'with' and an aggregation method");
        if (!lexer.IsWord("from"))
            return item;
        var isCustom = !item.IsCount && item.Method is null;
        List<FromSyntax> from = [];
        while (lexer.IsWord("from"))
            from.Add(ParseFrom(lexer, isCustom));
        return item with { From = from };
    }

    /// <summary>A comma continues the groupings: up to <c>with</c> nothing tells them from a next custom aggregate.</summary>
    static FromSyntax ParseFrom(Lexer lexer, bool isCustom)
    {
        var position = lexer.Current.Start;
        lexer.Advance();
        List<ExpressionSyntax> groupings = [];
        do
            groupings.Add(PathExpressionParser.ParseProperty(lexer, "a grouping property"));
        while (lexer.TryTake(TokenKind.Comma));
        if (lexer.TryTakeWord("with"))
            return new(groupings, TakeMethod(lexer), position);
        return isCustom ? new(groupings, null, position) : throw lexer.Unexpected("',' or 'with' and an aggregation method");
    }

    /// <summary>Standard methods in lower case; custom ones are qualified and keep their spelling.</summary>
    static string TakeMethod(Lexer lexer)
    {
        var name = lexer.CurrentText.ToString();
        if (!lexer.Is(TokenKind.Qualified))
        {
            name = name.ToLowerInvariant();
            if (!Methods.Contains(name))
                throw lexer.Unexpected($"{string.Join(", ", Methods)} or the qualified name of a custom method");
        }

        lexer.Advance();
        return name;
    }

    /// <summary>Whether aggregates follow a path in parentheses, <c>Sites(Url with max as N)</c>, and not arguments.</summary>
    static bool IsNested(Lexer lexer)
    {
        var start = lexer.Current;
        while (lexer.TryTake(TokenKind.Word) || lexer.TryTake(TokenKind.Qualified))
        {
            if (!lexer.TryTake(TokenKind.Slash))
                break;
        }

        var nested = lexer.Current.Start > start.Start && lexer.Is(TokenKind.Open) && HoldsKeyword(lexer);
        lexer.Rewind(start);
        return nested;
    }

    /// <summary>Arguments of functions hold neither keyword, aggregates at least one.</summary>
    static bool HoldsKeyword(Lexer lexer)
    {
        lexer.Advance();
        for (var open = 1; open > 0 && !lexer.Is(TokenKind.End); lexer.Advance())
        {
            if (lexer.IsWord("with") || lexer.IsWord("as"))
                return true;
            open += lexer.Is(TokenKind.Open) ? 1 : lexer.Is(TokenKind.Close) ? -1 : 0;
        }

        return false;
    }

    static AggregateItemSyntax ParseNested(Lexer lexer, int position)
    {
        lexer.Enter();
        ExpressionSyntax? path = null;
        do
            path = lexer.Node(new MemberSyntax(path, lexer.CurrentText.ToString(), lexer.Current.Start));
        while (TakeSegment(lexer));
        lexer.Advance();
        var items = ParseItems(lexer);
        lexer.Take(TokenKind.Close, "an operator, ',' or ')'");
        lexer.Leave();
        return new(path, false, null, [], items, lexer.IsWord("as") ? ComputeParser.TakeAlias(lexer) : null, position);
    }

    /// <summary>Moves from one segment of a path to the next; false, at the opening parenthesis, if there is none.</summary>
    static bool TakeSegment(Lexer lexer)
    {
        lexer.Advance();
        return lexer.TryTake(TokenKind.Slash);
    }
}
