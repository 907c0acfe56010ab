namespace ODataFeed.Query.Syntax;

/// <summary>Literals, names, calls and paths.</summary>
static partial class ExpressionParser
{
    /// <summary>A primary expression and the segments behind it.</summary>
    static ExpressionSyntax Path(Lexer lexer)
    {
        var expression = Primary(lexer);
        while (lexer.TryTake(TokenKind.Slash))
            expression = Segment(lexer, expression);
        return expression;
    }

    static ExpressionSyntax Primary(Lexer lexer)
    {
        var token = lexer.Current;
        switch (token.Kind)
        {
            case TokenKind.Open:
                lexer.Advance();
                var inner = Parse(lexer);
                lexer.Take(TokenKind.Close, "an operator or ')'");
                return inner;
            case TokenKind.OpenBracket:
                return JsonArray(lexer);
            case TokenKind.OpenBrace:
                return JsonObject(lexer);
            case TokenKind.Alias:
                var alias = lexer.CurrentText.ToString();
                lexer.Advance();
                return lexer.Node(new AliasSyntax(alias, token.Start));
            case TokenKind.System:
                return SystemName(lexer, null);
            case TokenKind.Word or TokenKind.Qualified when FollowedBy(lexer, TokenKind.Open) || Touches(lexer, '\''):
                return Named(lexer, null);
        }

        if (LiteralParser.TryParse(lexer) is { } literal)
            return literal;
        return token.Kind is TokenKind.Word or TokenKind.Qualified ? Named(lexer, null) : throw lexer.Unexpected("a property, a literal, a function or '('");
    }

    static ExpressionSyntax Segment(Lexer lexer, ExpressionSyntax source)
    {
        var token = lexer.Current;
        switch (token.Kind)
        {
            case TokenKind.System:
                return SystemName(lexer, source);
            case TokenKind.Alias:
                var annotation = lexer.CurrentText.ToString();
                lexer.Advance();
                return lexer.Node(new MemberSyntax(source, annotation, token.Start));
            case TokenKind.Word or TokenKind.Qualified:
                return Named(lexer, source);
            default:
                throw lexer.Unexpected("a property name behind '/'");
        }
    }

    /// <summary>A name: a call where parentheses follow, a prefixed literal where a quote does, else a member or a type.</summary>
    static ExpressionSyntax Named(Lexer lexer, ExpressionSyntax? source)
    {
        var token = lexer.Current;
        var name = lexer.CurrentText.ToString();
        var touchesQuote = source is null && Touches(lexer, '\'');
        lexer.Advance();
        if (touchesQuote)
            return LiteralParser.Prefixed(lexer, token, name);
        if (!lexer.TryTake(TokenKind.Open))
            return lexer.Node(token.Kind == TokenKind.Qualified ? new TypeSyntax(source, name, token.Start) : (ExpressionSyntax)new MemberSyntax(source, name, token.Start));
        lexer.Enter();
        var call = (source, name.ToLowerInvariant()) switch
        {
            (not null, "any" or "all") => Lambda(lexer, source, name, token.Start),
            (null, "case") => Case(lexer, token.Start),
            _ => new CallSyntax(source, name, Items(lexer, TokenKind.Close, "',' or ')'", Argument), token.Start),
        };
        lexer.Leave();
        return lexer.Node(call);
    }

    static ExpressionSyntax Argument(Lexer lexer)
    {
        var token = lexer.Current;
        if (token.Kind != TokenKind.Word || !FollowedBy(lexer, TokenKind.Equals))
            return Parse(lexer);
        var name = lexer.TakeName("a parameter name");
        lexer.Take(TokenKind.Equals, "'='");
        return lexer.Node(new NamedArgumentSyntax(name, Parse(lexer), token.Start));
    }

    static ExpressionSyntax Lambda(Lexer lexer, ExpressionSyntax source, string name, int position)
    {
        var all = name.Equals("all", StringComparison.OrdinalIgnoreCase);
        if (!all && lexer.TryTake(TokenKind.Close))
            return new LambdaSyntax(source, false, null, null, position);
        var variable = lexer.TakeName("a range variable");
        lexer.Take(TokenKind.Colon, "':'");
        var predicate = Parse(lexer);
        lexer.Take(TokenKind.Close, "an operator or ')'");
        return new LambdaSyntax(source, all, variable, predicate, position);
    }

    /// <summary>Within <c>case</c> a colon ends the condition, so <c>10:15</c> is no time there.</summary>
    static CaseSyntax Case(Lexer lexer, int position)
    {
        var shortTimes = lexer.ShortTimes;
        var branches = Items(lexer, TokenKind.Close, "',' or ')'", branch =>
        {
            branch.ShortTimes = false;
            var condition = Parse(branch);
            branch.ShortTimes = shortTimes;
            branch.Take(TokenKind.Colon, "':' between a condition and its value");
            return (condition, Parse(branch));
        });
        return branches.Count > 0 ? new CaseSyntax(branches, position) : throw lexer.Unexpected("a condition and a value");
    }

    /// <summary><c>$it</c> and its kin, or <c>/$count</c> and <c>/$filter</c> behind a path.</summary>
    static ExpressionSyntax SystemName(Lexer lexer, ExpressionSyntax? source)
    {
        var token = lexer.Current;
        var name = lexer.CurrentText.ToString().ToLowerInvariant();
        switch (name)
        {
            case "$it" or "$this" or "$root" or "$these" when source is null:
                lexer.Advance();
                return lexer.Node(new VariableSyntax(name, token.Start));
            case "$count":
                lexer.Advance();
                return lexer.Node(Count(lexer, source, token.Start));
            case "$filter" when source is not null:
                lexer.Advance();
                lexer.Take(TokenKind.Open, "'('");
                var predicate = Parse(lexer);
                lexer.Take(TokenKind.Close, "an operator or ')'");
                return lexer.Node(new FilteredSyntax(source, predicate, token.Start));
            default:
                throw lexer.Unexpected(source is null ? "$it, $this, $root or $count" : "$count or $filter(…)");
        }
    }

    static CountSyntax Count(Lexer lexer, ExpressionSyntax? source, int position)
    {
        if (!lexer.TryTake(TokenKind.Open))
            return new CountSyntax(source, null, null, position);
        ExpressionSyntax? filter = null;
        SearchSyntax? search = null;
        do
        {
            var option = lexer.Is(TokenKind.System) || lexer.Is(TokenKind.Word) ? lexer.CurrentText.ToString().TrimStart('$').ToLowerInvariant() : "";
            if (option is not ("filter" or "search"))
                throw lexer.Unexpected("$filter=… or $search=…");
            lexer.Advance();
            if (!lexer.Is(TokenKind.Equals))
                throw lexer.Unexpected("'='");
            if (option == "search")
                search = SearchParser.Parse(lexer, lexer.Current.End);
            else if (lexer.TryTake(TokenKind.Equals))
                filter = Parse(lexer);
        }
        while (lexer.TryTake(TokenKind.Semicolon));
        lexer.Take(TokenKind.Close, "';' or ')'");
        return new CountSyntax(source, filter, search, position);
    }

    static ListSyntax JsonArray(Lexer lexer)
    {
        var position = lexer.Current.Start;
        lexer.Enter();
        lexer.JsonDepth++;
        lexer.Take(TokenKind.OpenBracket, "'['");
        var items = Items(lexer, TokenKind.CloseBracket, "',' or ']'", Parse);
        lexer.JsonDepth--;
        lexer.Leave();
        return lexer.Node(new ListSyntax(items, position));
    }

    static ObjectSyntax JsonObject(Lexer lexer)
    {
        var position = lexer.Current.Start;
        lexer.Enter();
        lexer.JsonDepth++;
        lexer.Take(TokenKind.OpenBrace, "'{'");
        var members = Items(lexer, TokenKind.CloseBrace, "',' or '}'", member =>
        {
            if (!member.Is(TokenKind.JsonString) || LiteralParser.TryParse(member) is not { Value: string name })
                throw member.Unexpected("a member name in double quotes");
            member.Take(TokenKind.Colon, "':'");
            return (name, Parse(member));
        });
        lexer.JsonDepth--;
        lexer.Leave();
        return lexer.Node(new ObjectSyntax(members, position));
    }

    static bool FollowedBy(Lexer lexer, TokenKind kind)
    {
        var token = lexer.Current;
        lexer.Advance();
        var follows = lexer.Is(kind);
        lexer.Rewind(token);
        return follows;
    }

    static bool Touches(Lexer lexer, char next) => lexer.Current.End < lexer.Text.Length && lexer.Text[lexer.Current.End] == next;
}
