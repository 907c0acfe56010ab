namespace ODataFeed.Query.Syntax;

/// <summary>
/// Names, paths and calls (OData ABNF <c>firstMemberExpr</c>, <c>rootExpr</c>, <c>functionExpr</c>, <c>methodCallExpr</c>).
/// Which of them a name is, only the model can tell; here it is a call if parentheses follow and a member if not.
/// </summary>
static class PathExpressionParser
{
    public static ExpressionSyntax Parse(Lexer lexer, string expected)
    {
        var expression = ParseFirst(lexer, expected);
        while (lexer.TryTake(TokenKind.Slash))
            expression = ParseNext(lexer, expression);
        return expression;
    }

    /// <summary>Only names joined by slashes, as where a property is meant and not a value.</summary>
    public static ExpressionSyntax ParseProperty(Lexer lexer, string expected)
    {
        var position = lexer.Current;
        var expression = ExpressionParser.Parse(lexer);
        if (IsProperty(expression))
            return expression;
        var text = lexer.Text.AsSpan(position.Start, lexer.Current.Start - position.Start).TrimEnd();
        throw FeedErrors.Unexpected(lexer.Where, position.Start, text, expected);
    }

    public static bool IsProperty(ExpressionSyntax expression) => expression switch
    {
        MemberSyntax member => member.Source is null || IsProperty(member.Source),
        TypeSyntax type => type.Source is null || IsProperty(type.Source),
        AliasSyntax or VariableSyntax { Name: "$it" or "$this" } => true,
        _ => false,
    };

    static ExpressionSyntax ParseFirst(Lexer lexer, string expected)
    {
        var (position, name) = (lexer.Current.Start, lexer.CurrentText.ToString());
        switch (lexer.Current.Kind)
        {
            case TokenKind.Word or TokenKind.Qualified:
                return ParseName(lexer, null);
            case TokenKind.Alias:
                lexer.Advance();
                return lexer.Node(new AliasSyntax(name, position));
            case TokenKind.System when name is "$it" or "$this" or "$root" or "$these":
                lexer.Advance();
                return lexer.Node(new VariableSyntax(name, position));
            default:
                throw lexer.Unexpected(lexer.Is(TokenKind.System) ? "$it, $this, $root or $these" : expected);
        }
    }

    static ExpressionSyntax ParseNext(Lexer lexer, ExpressionSyntax source)
    {
        switch (lexer.Current.Kind)
        {
            case TokenKind.Word or TokenKind.Qualified:
                return ParseName(lexer, source);
            case TokenKind.Alias:
                var (position, name) = (lexer.Current.Start, lexer.CurrentText.ToString());
                lexer.Advance();
                return lexer.Node(new MemberSyntax(source, name, position));
            case TokenKind.System when lexer.CurrentText is "$count":
                return ParseCount(lexer, source);
            case TokenKind.System when lexer.CurrentText is "$filter":
                return ParseFilter(lexer, source);
            default:
                throw lexer.Unexpected("a property, a function, $count or $filter(…) behind '/'");
        }
    }

    static ExpressionSyntax ParseName(Lexer lexer, ExpressionSyntax? source)
    {
        var token = lexer.Current;
        var name = lexer.CurrentText.ToString();
        lexer.Advance();
        if (lexer.Is(TokenKind.Open))
            return ParseCall(lexer, source, name, token.Start);
        return token.Kind == TokenKind.Qualified
            ? lexer.Node(new TypeSyntax(source, name, token.Start))
            : lexer.Node(new MemberSyntax(source, name, token.Start));
    }

    /// <summary>Canonical functions and lambda operators have case-insensitive names (OData 4.01 part 2 §5.1.1).</summary>
    static ExpressionSyntax ParseCall(Lexer lexer, ExpressionSyntax? source, string name, int position)
    {
        if (source is null && Is(name, "case"))
            return CaseParser.Parse(lexer, position);
        if (source is not null && (Is(name, "any") || Is(name, "all")))
            return ParseLambda(lexer, source, Is(name, "all"), position);
        if (source is not null && Is(name, "aggregate"))
            return AggregateParser.ParseValue(lexer, source, position);
        lexer.Advance();
        var arguments = ParseArguments(lexer);
        if (source is null && name == "Collection" && arguments is [TypeSyntax item])
            return lexer.Node(new TypeSyntax(null, $"Collection({item.Name})", position));
        return lexer.Node(new CallSyntax(source, name, arguments, position));
    }

    static List<ExpressionSyntax> ParseArguments(Lexer lexer)
    {
        List<ExpressionSyntax> arguments = [];
        if (lexer.TryTake(TokenKind.Close))
            return arguments;
        do
            arguments.Add(ParseArgument(lexer));
        while (lexer.TryTake(TokenKind.Comma));
        lexer.Take(TokenKind.Close, "an operator, ',' or ')'");
        return arguments;
    }

    static ExpressionSyntax ParseArgument(Lexer lexer)
    {
        var argument = ExpressionParser.Parse(lexer);
        if (argument is not MemberSyntax { Source: null } name || !lexer.TryTake(TokenKind.Equals))
            return argument;
        return lexer.Node(new NamedArgumentSyntax(name.Name, ExpressionParser.Parse(lexer), name.Position));
    }

    static LambdaSyntax ParseLambda(Lexer lexer, ExpressionSyntax source, bool all, int position)
    {
        lexer.Advance();
        if (!all && lexer.TryTake(TokenKind.Close))
            return lexer.Node(new LambdaSyntax(source, all, null, null, position));
        var variable = lexer.TakeName(all ? "a range variable, as in all(x:x/Y gt 1)" : "a range variable, as in any(x:x/Y gt 1), or ')'");
        lexer.Take(TokenKind.Colon, "':' behind the range variable");
        var predicate = ExpressionParser.Parse(lexer);
        lexer.Take(TokenKind.Close, "an operator or ')'");
        return lexer.Node(new LambdaSyntax(source, all, variable, predicate, position));
    }

    /// <summary>In its parentheses stand <c>$filter</c> and <c>$search</c> only (OData ABNF <c>expandCountOption</c>).</summary>
    static CountSyntax ParseCount(Lexer lexer, ExpressionSyntax source)
    {
        var position = lexer.Current.Start;
        lexer.Advance();
        var options = lexer.Is(TokenKind.Open) ? NestedOptionsParser.Parse(lexer, QueryOptions.OfCount) : null;
        return lexer.Node(new CountSyntax(source, options?.Filter, options?.Search, position));
    }

    static FilteredSyntax ParseFilter(Lexer lexer, ExpressionSyntax source)
    {
        var position = lexer.Current.Start;
        lexer.Advance();
        lexer.Take(TokenKind.Open, "'(' behind $filter");
        var predicate = ExpressionParser.Parse(lexer);
        lexer.Take(TokenKind.Close, "an operator or ')'");
        return lexer.Node(new FilteredSyntax(source, predicate, position));
    }

    static bool Is(string name, string keyword) => name.Equals(keyword, StringComparison.OrdinalIgnoreCase);
}
