namespace ODataFeed.Query.Syntax;

/// <summary>
/// Parses common expressions by recursive descent. Precedence, high to low (OData 4.01 part 2 §5.1.1.17): path, unary
/// (<c>-</c>, <c>not</c>), <c>mul div divby mod</c>, <c>add sub</c>, <c>gt ge lt le</c>, <c>eq ne</c>, <c>and</c>, <c>or</c>; <c>has</c> and <c>in</c>
/// bind as tightly as a path. <c>not A eq B</c> is therefore <c>(not A) eq B</c> by the table; the ABNF however has <c>notExpr</c> take a whole
/// <c>boolCommonExpr</c>, and clients mean that. Where both readings exist, <c>not</c> takes the comparison.
/// </summary>
static partial class ExpressionParser
{
    /// <summary>Parses the expression that begins at the current token, and no further.</summary>
    public static ExpressionSyntax Parse(Lexer lexer)
    {
        lexer.Enter();
        var expression = Or(lexer);
        lexer.Leave();
        return expression;
    }

    /// <summary>Parses a whole text.</summary>
    public static ExpressionSyntax ParseAll(string text, string where, SyntaxBudget budget)
    {
        var lexer = new Lexer(text, where, budget);
        lexer.Advance();
        var expression = Parse(lexer);
        End(lexer);
        return expression;
    }

    /// <summary>Parses a whole text that may also be a list in parentheses: the value of an alias that stands on the right of <c>in</c>.</summary>
    public static ExpressionSyntax ParseAllOrList(string text, string where, SyntaxBudget budget)
    {
        var lexer = new Lexer(text, where, budget);
        lexer.Advance();
        var start = lexer.Current;
        if (lexer.Is(TokenKind.Open))
        {
            var list = List(lexer);
            if (lexer.Is(TokenKind.End) && list.Items.Count != 1)
                return list;
            lexer.Rewind(start);
        }

        var expression = Parse(lexer);
        End(lexer);
        return expression;
    }

    /// <summary>Checks that nothing follows.</summary>
    public static void End(Lexer lexer)
    {
        if (!lexer.Is(TokenKind.End))
            throw lexer.Unexpected("an operator or the end");
    }

    static ExpressionSyntax Or(Lexer lexer) => Chain(lexer, "or", BinaryOperator.Or, And);

    static ExpressionSyntax And(Lexer lexer) => Chain(lexer, "and", BinaryOperator.And, Equality);

    /// <summary>A chain of one operator becomes a balanced tree: thousands of terms are a few levels.</summary>
    static ExpressionSyntax Chain(Lexer lexer, string word, BinaryOperator @operator, Func<Lexer, ExpressionSyntax> operand)
    {
        var first = operand(lexer);
        if (!lexer.IsWord(word))
            return first;
        var terms = new List<(ExpressionSyntax Term, int OperatorPosition)> { (first, 0) };
        while (lexer.Current.Start is var position && lexer.TryTakeWord(word))
            terms.Add((operand(lexer), position));
        return Balance(lexer, @operator, terms, 0, terms.Count);
    }

    static ExpressionSyntax Balance(Lexer lexer, BinaryOperator @operator, List<(ExpressionSyntax Term, int OperatorPosition)> terms, int from, int to)
    {
        if (to - from == 1)
            return terms[from].Term;
        var middle = (from + to + 1) / 2;
        return lexer.Node(new BinarySyntax(
            @operator, Balance(lexer, @operator, terms, from, middle), Balance(lexer, @operator, terms, middle, to), terms[middle].OperatorPosition));
    }

    static ExpressionSyntax Equality(Lexer lexer) => Left(lexer, Relational, Equalities);

    static ExpressionSyntax Relational(Lexer lexer) => Left(lexer, Additive, Relations);

    static ExpressionSyntax Additive(Lexer lexer) => Left(lexer, Multiplicative, Sums);

    static ExpressionSyntax Multiplicative(Lexer lexer) => Left(lexer, Unary, Products);

    static readonly (string Word, BinaryOperator Operator)[] Equalities = [("eq", BinaryOperator.Equal), ("ne", BinaryOperator.NotEqual)];

    static readonly (string Word, BinaryOperator Operator)[] Relations =
    [
        ("gt", BinaryOperator.GreaterThan), ("ge", BinaryOperator.GreaterThanOrEqual), ("lt", BinaryOperator.LessThan), ("le", BinaryOperator.LessThanOrEqual),
    ];

    static readonly (string Word, BinaryOperator Operator)[] Sums = [("add", BinaryOperator.Add), ("sub", BinaryOperator.Subtract)];

    static readonly (string Word, BinaryOperator Operator)[] Products =
    [
        ("mul", BinaryOperator.Multiply), ("div", BinaryOperator.Divide), ("divby", BinaryOperator.DivideBy), ("mod", BinaryOperator.Modulo),
    ];

    static ExpressionSyntax Left(Lexer lexer, Func<Lexer, ExpressionSyntax> operand, (string Word, BinaryOperator Operator)[] operators)
    {
        var left = operand(lexer);
        while (lexer.Current.Start is var position && TryTake(lexer, operators) is { } @operator)
            left = lexer.Node(new BinarySyntax(@operator, left, operand(lexer), position));
        return left;
    }

    static BinaryOperator? TryTake(Lexer lexer, (string Word, BinaryOperator Operator)[] operators)
    {
        if (!lexer.Is(TokenKind.Word))
            return null;
        foreach (var (word, @operator) in operators)
        {
            if (lexer.TryTakeWord(word))
                return @operator;
        }

        return null;
    }

    static ExpressionSyntax Unary(Lexer lexer)
    {
        var token = lexer.Current;
        if (lexer.TryTake(TokenKind.Minus))
            return lexer.Node(new UnarySyntax(UnaryOperator.Negate, Nested(lexer, Unary), token.Start));
        if (IsNot(lexer))
        {
            lexer.Advance();
            return lexer.Node(new UnarySyntax(UnaryOperator.Not, Nested(lexer, Equality), token.Start));
        }

        return InOrHas(lexer);
    }

    /// <summary>A property may be named <c>not</c>: it is one where an operator or the end follows.</summary>
    static bool IsNot(Lexer lexer)
    {
        var token = lexer.Current;
        if (!lexer.TryTakeWord("not"))
            return false;
        var isNot = lexer.Current.Kind is not (TokenKind.End or TokenKind.Close or TokenKind.Comma or TokenKind.Slash)
            && !(lexer.Is(TokenKind.Word) && Operators.Contains(lexer.CurrentText.ToString()));
        lexer.Rewind(token);
        return isNot;
    }

    static readonly HashSet<string> Operators =
        new(["eq", "ne", "gt", "ge", "lt", "le", "and", "or", "add", "sub", "mul", "div", "divby", "mod", "in", "has", "asc", "desc", "as", "with", "from"], StringComparer.OrdinalIgnoreCase);

    static ExpressionSyntax Nested(Lexer lexer, Func<Lexer, ExpressionSyntax> parse)
    {
        lexer.Enter();
        var expression = parse(lexer);
        lexer.Leave();
        return expression;
    }

    static ExpressionSyntax InOrHas(Lexer lexer)
    {
        var left = Path(lexer);
        var position = lexer.Current.Start;
        if (lexer.TryTakeWord("has"))
            return lexer.Node(new BinarySyntax(BinaryOperator.Has, left, Path(lexer), position));
        if (!lexer.TryTakeWord("in"))
            return left;
        var right = lexer.Is(TokenKind.Open) ? List(lexer) : Path(lexer);
        return lexer.Node(new BinarySyntax(BinaryOperator.In, left, right, position));
    }

    /// <summary>A list in parentheses; empty ones select nothing.</summary>
    static ListSyntax List(Lexer lexer)
    {
        var position = lexer.Current.Start;
        lexer.Take(TokenKind.Open, "'('");
        var items = Items(lexer, TokenKind.Close, "',' or ')'", Parse);
        return lexer.Node(new ListSyntax(items, position));
    }

    /// <summary>Items separated by commas up to a closing token, which is taken.</summary>
    static List<T> Items<T>(Lexer lexer, TokenKind close, string expected, Func<Lexer, T> item)
    {
        var items = new List<T>();
        if (lexer.TryTake(close))
            return items;
        do
            items.Add(item(lexer));
        while (lexer.TryTake(TokenKind.Comma));
        lexer.Take(close, expected);
        return items;
    }
}
