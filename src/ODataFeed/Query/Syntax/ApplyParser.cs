namespace ODataFeed.Query.Syntax;

/// <summary>Parses <c>$apply</c> (OData Data Aggregation §3): transformations joined by slashes, each a keyword with arguments.</summary>
static class ApplyParser
{
    const string Legal = "aggregate, groupby, filter, compute, search, orderby, skip, top, topcount, topsum, toppercent, bottomcount, bottomsum, bottompercent, concat, identity, join, outerjoin, nest or addnested";

    public static ApplySyntax ParseAll(string text, SyntaxBudget budget)
    {
        var lexer = new Lexer(text, "$apply", budget);
        lexer.Advance();
        var apply = Sequence(lexer);
        return lexer.Is(TokenKind.End) ? apply : throw lexer.Unexpected("'/' or the end");
    }

    /// <summary>A sequence of transformations, up to a comma, a closing parenthesis or <c>as</c>.</summary>
    static ApplySyntax Sequence(Lexer lexer)
    {
        lexer.Enter();
        var transformations = new List<TransformationSyntax>();
        do
            transformations.Add(Transformation(lexer));
        while (lexer.TryTake(TokenKind.Slash));
        lexer.Leave();
        return new ApplySyntax(transformations);
    }

    static TransformationSyntax Transformation(Lexer lexer)
    {
        var position = lexer.Current.Start;
        lexer.Count();
        if (lexer.Current.Kind is not (TokenKind.Word or TokenKind.Qualified))
            throw lexer.Unexpected(Legal);
        var name = lexer.CurrentText.ToString();
        var keyword = name.ToLowerInvariant();
        if (keyword == "search")
            return Search(lexer, position);
        lexer.Advance();
        if (keyword == "identity")
            return new IdentitySyntax(position);
        if (!lexer.TryTake(TokenKind.Open))
            throw FeedErrors.Unexpected(lexer.Where, position, name, Legal);
        var transformation = WithArguments(lexer, keyword, name, position);
        lexer.Take(TokenKind.Close, "',' or ')'");
        return transformation;
    }

    static TransformationSyntax WithArguments(Lexer lexer, string keyword, string name, int position) => keyword switch
    {
        "aggregate" => new AggregateSyntax(AggregateParser.Items(lexer), position),
        "groupby" => GroupBy(lexer, position),
        "filter" => new FilterTransformationSyntax(ExpressionParser.Parse(lexer), position),
        "compute" => new ComputeTransformationSyntax(OptionItems.Compute(lexer), position),
        "orderby" => new OrderByTransformationSyntax(OptionItems.OrderBy(lexer), position),
        "skip" => new SkipTransformationSyntax(Count(lexer), position),
        "top" => new TopTransformationSyntax(Count(lexer), position),
        "concat" => Concat(lexer, position),
        "join" => Join(lexer, false, position),
        "outerjoin" => Join(lexer, true, position),
        "nest" => new NestSyntax(null, Nested(lexer), position),
        "addnested" => AddNested(lexer, position),
        _ when Enum.TryParse<RankMethod>(keyword, ignoreCase: true, out var method) && !char.IsAsciiDigit(keyword[0]) => Rank(lexer, method, position),
        _ => throw FeedErrors.Unsupported(lexer.Where, position, $"The transformation {name}", $"legal: {Legal}"),
    };

    static SearchTransformationSyntax Search(Lexer lexer, int position)
    {
        lexer.Advance();
        if (!lexer.Is(TokenKind.Open))
            throw lexer.Unexpected("'('");
        var search = SearchParser.Parse(lexer, lexer.Current.End);
        lexer.Take(TokenKind.Close, "a word, a phrase or ')'");
        return new SearchTransformationSyntax(search, position);
    }

    static GroupBySyntax GroupBy(Lexer lexer, int position)
    {
        lexer.Take(TokenKind.Open, "'(' before the grouping properties");
        var groupings = new List<GroupingSyntax>();
        do
            groupings.Add(Grouping(lexer));
        while (lexer.TryTake(TokenKind.Comma));
        lexer.Take(TokenKind.Close, "',' or ')'");
        return new GroupBySyntax(groupings, lexer.TryTake(TokenKind.Comma) ? Sequence(lexer) : null, position);
    }

    static GroupingSyntax Grouping(Lexer lexer)
    {
        var token = lexer.Current;
        if (lexer.TryTakeWord("rollup") && lexer.TryTake(TokenKind.Open))
        {
            var properties = new List<ExpressionSyntax>();
            do
                properties.Add(RollupProperty(lexer));
            while (lexer.TryTake(TokenKind.Comma));
            lexer.Take(TokenKind.Close, "',' or ')'");
            return new GroupingSyntax(properties, true, token.Start);
        }

        lexer.Rewind(token);
        return new GroupingSyntax([ExpressionParser.Parse(lexer)], false, token.Start);
    }

    static ExpressionSyntax RollupProperty(Lexer lexer)
    {
        var token = lexer.Current;
        if (!lexer.Is(TokenKind.System) || !lexer.CurrentText.Equals("$all", StringComparison.OrdinalIgnoreCase))
            return ExpressionParser.Parse(lexer);
        lexer.Advance();
        return lexer.Node(new MemberSyntax(null, "$all", token.Start));
    }

    static RankSyntax Rank(Lexer lexer, RankMethod method, int position)
    {
        var amount = ExpressionParser.Parse(lexer);
        lexer.Take(TokenKind.Comma, "','");
        return new RankSyntax(method, amount, ExpressionParser.Parse(lexer), position);
    }

    static ConcatSyntax Concat(Lexer lexer, int position)
    {
        var sequences = new List<ApplySyntax> { Sequence(lexer) };
        while (lexer.TryTake(TokenKind.Comma))
            sequences.Add(Sequence(lexer));
        return sequences.Count > 1 ? new ConcatSyntax(sequences, position) : throw lexer.Unexpected("',' and a second sequence");
    }

    static JoinSyntax Join(Lexer lexer, bool outer, int position)
    {
        var path = ExpressionParser.Parse(lexer);
        var name = OptionItems.Name(lexer);
        return new JoinSyntax(outer, path, name, lexer.TryTake(TokenKind.Comma) ? Sequence(lexer) : null, position);
    }

    static NestSyntax AddNested(Lexer lexer, int position)
    {
        var path = ExpressionParser.Parse(lexer);
        lexer.Take(TokenKind.Comma, "','");
        return new NestSyntax(path, Nested(lexer), position);
    }

    static List<(ApplySyntax Apply, string Name)> Nested(Lexer lexer)
    {
        var items = new List<(ApplySyntax, string)>();
        do
            items.Add((Sequence(lexer), OptionItems.Name(lexer)));
        while (lexer.TryTake(TokenKind.Comma));
        return items;
    }

    static long Count(Lexer lexer)
    {
        var token = lexer.Current;
        return lexer.Is(TokenKind.Integer) && LiteralParser.TryParse(lexer) is { Value: long and >= 0 and var count }
            ? count
            : throw FeedErrors.Unexpected(lexer.Where, token.Start, lexer.Text.AsSpan(token.Start, token.End - token.Start), "a whole number of rows");
    }
}
