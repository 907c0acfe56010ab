namespace ODataFeed.Query.Syntax;

/// <summary>
/// Sequences of set transformations (Data Aggregation §3, ABNF <c>applyExpr</c>). Their names are taken in any case, as all keywords are.
/// </summary>
static class ApplyParser
{
    static readonly string[] Names =
    [
        "aggregate", "groupby", "filter", "compute", "orderby", "top", "skip", "search", "concat", "identity", "topcount", "topsum",
        "toppercent", "bottomcount", "bottomsum", "bottompercent", "join", "outerjoin", "nest", "addnested",
    ];

    /// <summary>Known, and left to the planner to refuse: over hierarchies, and <c>expand</c> of older drafts.</summary>
    static readonly string[] OtherNames = ["expand", "ancestors", "descendants", "traverse"];

    public static ApplySyntax Parse(Lexer lexer)
    {
        lexer.Enter();
        List<TransformationSyntax> transformations = [];
        do
            transformations.Add(ParseTransformation(lexer));
        while (lexer.TryTake(TokenKind.Slash));
        lexer.Leave();
        return new(transformations);
    }

    static TransformationSyntax ParseTransformation(Lexer lexer)
    {
        if (!lexer.Is(TokenKind.Word) && !lexer.Is(TokenKind.Qualified))
            throw lexer.Unexpected("a transformation, as in aggregate(…) or groupby(…)");
        lexer.Count();
        var token = lexer.Current;
        var name = lexer.CurrentText.ToString().ToLowerInvariant();
        if (name != "identity" && token.Kind == TokenKind.Word && !Names.Contains(name) && !OtherNames.Contains(name))
            throw Unknown(lexer, name);
        lexer.Advance();
        if (name == "identity")
            return new IdentitySyntax(token.Start);
        if (!lexer.Is(TokenKind.Open))
            throw lexer.Unexpected($"'(' behind {name}");
        if (name == "search")
            return ParseSearch(lexer, token.Start);
        lexer.Advance();
        var transformation = ParseArguments(lexer, name, token);
        lexer.Take(TokenKind.Close, Continuation(name));
        return transformation;
    }

    /// <summary>What may follow the last argument.</summary>
    static string Continuation(string name) => name switch
    {
        "aggregate" => "'with', 'as', ',' or ')'",
        "filter" => "an operator (eq, gt, and, …) or ')'",
        "top" or "skip" => "')'",
        _ => "',' or ')'",
    };

    static TransformationSyntax ParseArguments(Lexer lexer, string name, Token token) => name switch
    {
        "aggregate" => new AggregateSyntax(AggregateParser.ParseItems(lexer), token.Start),
        "groupby" => GroupByParser.Parse(lexer, token.Start),
        "filter" => new FilterTransformationSyntax(ExpressionParser.Parse(lexer), token.Start),
        "compute" => new ComputeTransformationSyntax(ComputeParser.Parse(lexer), token.Start),
        "orderby" => new OrderByTransformationSyntax(OrderByParser.Parse(lexer), token.Start),
        "top" => new TopTransformationSyntax(OptionValueParser.ParseCount(lexer), token.Start),
        "skip" => new SkipTransformationSyntax(OptionValueParser.ParseCount(lexer), token.Start),
        "concat" => ParseConcat(lexer, token.Start),
        "topcount" => ParseRank(lexer, RankMethod.TopCount, token.Start),
        "topsum" => ParseRank(lexer, RankMethod.TopSum, token.Start),
        "toppercent" => ParseRank(lexer, RankMethod.TopPercent, token.Start),
        "bottomcount" => ParseRank(lexer, RankMethod.BottomCount, token.Start),
        "bottomsum" => ParseRank(lexer, RankMethod.BottomSum, token.Start),
        "bottompercent" => ParseRank(lexer, RankMethod.BottomPercent, token.Start),
        "join" => ParseJoin(lexer, false, token.Start),
        "outerjoin" => ParseJoin(lexer, true, token.Start),
        "nest" => new NestSyntax(null, ParseNested(lexer), token.Start),
        "addnested" => ParseAddNested(lexer, token.Start),
        _ => SkipArguments(lexer, token),
    };

    /// <summary>The lexer stands at the opening parenthesis: search expressions are not read as tokens.</summary>
    static SearchTransformationSyntax ParseSearch(Lexer lexer, int position)
    {
        var search = SearchParser.Parse(lexer, nested: false);
        lexer.Take(TokenKind.Close, "')'");
        return new(search, position);
    }

    static ConcatSyntax ParseConcat(Lexer lexer, int position)
    {
        List<ApplySyntax> sequences = [Parse(lexer)];
        lexer.Take(TokenKind.Comma, "',' and a second sequence of transformations");
        do
            sequences.Add(Parse(lexer));
        while (lexer.TryTake(TokenKind.Comma));
        return new(sequences, position);
    }

    static RankSyntax ParseRank(Lexer lexer, RankMethod method, int position)
    {
        var amount = ExpressionParser.Parse(lexer);
        lexer.Take(TokenKind.Comma, "',' and the value to rank by");
        return new(method, amount, ExpressionParser.Parse(lexer), position);
    }

    static JoinSyntax ParseJoin(Lexer lexer, bool outer, int position)
    {
        var path = PathExpressionParser.ParseProperty(lexer, "a collection-valued property");
        var name = ComputeParser.TakeAlias(lexer);
        return new(outer, path, name, lexer.TryTake(TokenKind.Comma) ? Parse(lexer) : null, position);
    }

    static NestSyntax ParseAddNested(Lexer lexer, int position)
    {
        var path = PathExpressionParser.ParseProperty(lexer, "a property");
        lexer.Take(TokenKind.Comma, "',' and transformations");
        return new(path, ParseNested(lexer), position);
    }

    static List<(ApplySyntax Apply, string Name)> ParseNested(Lexer lexer)
    {
        List<(ApplySyntax, string)> items = [];
        do
        {
            var apply = Parse(lexer);
            if (!lexer.IsWord("as"))
                throw lexer.Unexpected("'/' and a transformation, or 'as' and a name");
            items.Add((apply, ComputeParser.TakeAlias(lexer)));
        }
        while (lexer.TryTake(TokenKind.Comma));
        return items;
    }

    /// <summary>Passes over what is in the parentheses, up to the one that closes them.</summary>
    static OtherTransformationSyntax SkipArguments(Lexer lexer, Token name)
    {
        for (var open = 1; !lexer.Is(TokenKind.End); lexer.Advance())
        {
            open += lexer.Is(TokenKind.Open) ? 1 : lexer.Is(TokenKind.Close) ? -1 : 0;
            if (open == 0)
                break;
        }

        return new(lexer.Text[name.Start..name.End], name.Start);
    }

    static FeedException Unknown(Lexer lexer, string name) => lexer.Unexpected(
        Nearest.Close(name, Names) is { } nearest ? $"{nearest}, probably" : $"one of {string.Join(", ", Names)}");
}
