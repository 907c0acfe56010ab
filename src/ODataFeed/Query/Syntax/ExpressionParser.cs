namespace ODataFeed.Query.Syntax;

/// <summary>
/// Common expressions (OData ABNF <c>commonExpr</c>) with the precedence of OData 4.01 part 2 §5.1.1.16. The ABNF is right-recursive and
/// leaves precedence to that table, by which <c>not</c> binds tighter than any comparison: <c>not A eq B</c> is <c>(not A) eq B</c>,
/// while <c>not A in (1,2)</c> is <c>not (A in (1,2))</c>. Operators of one level are taken from the left.
/// </summary>
static class ExpressionParser
{
    const string Operand = "a property, a literal, a function or '('";

    /// <summary>An expression that starts at the current token; stops at the first token that cannot continue it.</summary>
    public static ExpressionSyntax Parse(Lexer lexer)
    {
        lexer.Enter();
        var expression = ParseChain(lexer, BinaryOperator.Or);
        lexer.Leave();
        return expression;
    }

    /// <summary>
    /// The value of a parameter alias. Beyond the ABNF it may be a list in parentheses, as <c>in</c> takes it:
    /// <c>$filter=A in @list&amp;@list=(1,2)</c>.
    /// </summary>
    public static ExpressionSyntax ParseAliasValue(Lexer lexer)
    {
        if (!lexer.Is(TokenKind.Open))
            return Parse(lexer);
        var start = lexer.Current;
        var list = ParseList(lexer);
        if (list.Items.Count != 1)
            return list;
        lexer.Rewind(start);
        return Parse(lexer);
    }

    /// <summary>
    /// Operands joined by <c>or</c> (or <c>and</c>, one level down). Both are associative, so a long chain becomes a balanced tree:
    /// whatever recurses over it needs stack for the logarithm of the number of terms.
    /// </summary>
    static ExpressionSyntax ParseChain(Lexer lexer, BinaryOperator joined)
    {
        var first = ParseChainOperand(lexer, joined);
        if (!IsOperator(lexer, joined))
            return first;
        List<ExpressionSyntax> operands = [first];
        List<int> positions = [];
        while (IsOperator(lexer, joined))
        {
            positions.Add(lexer.Current.Start);
            lexer.Advance();
            operands.Add(ParseChainOperand(lexer, joined));
        }

        return Balance(lexer, joined, operands, positions, 0, operands.Count);
    }

    static ExpressionSyntax ParseChainOperand(Lexer lexer, BinaryOperator joined) =>
        joined == BinaryOperator.Or ? ParseChain(lexer, BinaryOperator.And) : ParseBinary(lexer, Operators.Equality);

    static ExpressionSyntax Balance(
        Lexer lexer, BinaryOperator joined, List<ExpressionSyntax> operands, List<int> positions, int start, int end)
    {
        if (end - start == 1)
            return operands[start];
        var middle = start + ((end - start + 1) / 2);
        var left = Balance(lexer, joined, operands, positions, start, middle);
        var right = Balance(lexer, joined, operands, positions, middle, end);
        return lexer.Node(new BinarySyntax(joined, left, right, positions[middle - 1]));
    }

    /// <summary>Comparison and arithmetic by precedence climbing.</summary>
    static ExpressionSyntax ParseBinary(Lexer lexer, int loosest)
    {
        var left = ParseUnary(lexer);
        while (TryReadOperator(lexer, out var @operator) && Operators.Precedence(@operator) is var precedence && precedence >= loosest)
        {
            var position = lexer.Current.Start;
            lexer.Advance();
            left = lexer.Node(new BinarySyntax(@operator, left, ParseBinary(lexer, precedence + 1), position));
        }

        return left;
    }

    static ExpressionSyntax ParseUnary(Lexer lexer)
    {
        var position = lexer.Current.Start;
        UnaryOperator @operator;
        if (lexer.TryTake(TokenKind.Minus))
            @operator = UnaryOperator.Negate;
        else if (TryTakeNot(lexer))
            @operator = UnaryOperator.Not;
        else
            return ParseMembership(lexer);
        lexer.Enter();
        var operand = ParseUnary(lexer);
        lexer.Leave();
        return lexer.Node(new UnarySyntax(@operator, operand, position));
    }

    /// <summary><c>not</c> is a property of that name where nothing follows that it could negate.</summary>
    static bool TryTakeNot(Lexer lexer)
    {
        if (!lexer.IsWord("not"))
            return false;
        var not = lexer.Current;
        lexer.Advance();
        var negates = lexer.Current.Kind switch
        {
            TokenKind.Word => !TryReadOperator(lexer, out _),
            TokenKind.End or TokenKind.Close or TokenKind.Comma or TokenKind.Slash or TokenKind.Colon or TokenKind.Semicolon => false,
            _ => true,
        };
        if (!negates)
            lexer.Rewind(not);
        return negates;
    }

    static ExpressionSyntax ParseMembership(Lexer lexer)
    {
        var left = ParsePrimary(lexer);
        while (TryReadOperator(lexer, out var @operator) && Operators.Precedence(@operator) == Operators.Primary)
        {
            var position = lexer.Current.Start;
            lexer.Advance();
            var right = @operator == BinaryOperator.In && lexer.Is(TokenKind.Open) ? ParseList(lexer) : ParsePrimary(lexer);
            left = lexer.Node(new BinarySyntax(@operator, left, right, position));
        }

        return left;
    }

    static ListSyntax ParseList(Lexer lexer)
    {
        var position = lexer.Current.Start;
        lexer.Advance();
        var items = ParseItems(lexer, TokenKind.Close, "',' or ')'");
        lexer.CheckList(items.Count, position);
        return lexer.Node(new ListSyntax(items, position));
    }

    /// <summary>Expressions separated by commas, and the bracket that ends them; none is legal.</summary>
    public static List<ExpressionSyntax> ParseItems(Lexer lexer, TokenKind close, string expected)
    {
        List<ExpressionSyntax> items = [];
        if (lexer.TryTake(close))
            return items;
        do
            items.Add(Parse(lexer));
        while (lexer.TryTake(TokenKind.Comma));
        lexer.Take(close, expected);
        return items;
    }

    static ExpressionSyntax ParsePrimary(Lexer lexer)
    {
        if (LiteralParser.TryParse(lexer) is { } literal)
            return literal;
        switch (lexer.Current.Kind)
        {
            case TokenKind.Open:
                lexer.Advance();
                var inner = Parse(lexer);
                lexer.Take(TokenKind.Close, "an operator or ')'");
                return inner;
            case TokenKind.Word or TokenKind.Qualified or TokenKind.System or TokenKind.Alias:
                return PathExpressionParser.Parse(lexer, Operand);
            case TokenKind.OpenBracket or TokenKind.OpenBrace or TokenKind.JsonString:
                return JsonLiteralParser.Parse(lexer);
            default:
                throw lexer.Unexpected(Operand);
        }
    }

    static bool IsOperator(Lexer lexer, BinaryOperator wanted) => TryReadOperator(lexer, out var @operator) && @operator == wanted;

    static bool TryReadOperator(Lexer lexer, out BinaryOperator @operator)
    {
        @operator = default;
        return lexer.Is(TokenKind.Word) && Operators.TryRead(lexer.CurrentText, out @operator);
    }
}
