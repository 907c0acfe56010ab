namespace ODataFeed.Query.Syntax;

/// <summary>
/// Collects the options of one level. Names are case-insensitive and may lack the dollar sign (OData 4.01 part 2 §5); each may be
/// given once.
/// </summary>
/// <param name="where">What the options are of, for messages; empty for the request itself.</param>
sealed class QueryOptions(string where = "")
{
    static readonly string[] Expressions = ["apply", "compute", "count", "expand", "filter", "levels", "orderby", "search", "select", "skip", "top"];

    static readonly string[] Texts = ["deltatoken", "format", "id", "index", "schemaversion", "skiptoken"];

    readonly HashSet<string> _given = [];

    public QuerySyntax Query { get; private set; } = QuerySyntax.Empty;

    /// <summary>Whether a name, with or without dollar sign and in any case, is a system query option of a request.</summary>
    public static bool IsSystem(string name) => Expressions.Concat(Texts).Contains(Canonical(name)) && Canonical(name) != "levels";

    /// <summary>The names a request may use, for messages.</summary>
    public static IEnumerable<string> Names => Expressions.Where(name => name != "levels").Concat(Texts).Select(name => "$" + name).Order(StringComparer.Ordinal);

    /// <summary>Reads an option of the request from its decoded value.</summary>
    public void Read(string name, string value, SyntaxBudget budget)
    {
        var option = Take(name);
        if (Texts.Contains(option))
        {
            SetText(option, value);
            return;
        }

        if (string.IsNullOrWhiteSpace(value) && option is not ("select" or "expand"))
            throw FeedErrors.MissingValue("$" + option);
        if (option == "search")
        {
            Query = Query with { Search = SearchParser.ParseAll(value, budget) };
            return;
        }

        if (option == "apply")
        {
            Query = Query with { Apply = ApplyParser.ParseAll(value, budget) };
            return;
        }

        var lexer = new Lexer(value, "$" + option, budget);
        lexer.Advance();
        if (!lexer.Is(TokenKind.End))
            Set(option, lexer);
        else
            SetEmpty(option);
        if (!lexer.Is(TokenKind.End))
            throw lexer.Unexpected(Behind(option));
    }

    /// <summary>Reads a nested option; the lexer stands at the equals sign, and afterwards behind the value.</summary>
    public void ReadNested(Lexer lexer, string name, int position)
    {
        if (!Expressions.Contains(Canonical(name)))
            throw FeedErrors.Unexpected(lexer.Where, position, name, "a query option such as $select or $filter");
        var option = Take(name);
        if (!lexer.Is(TokenKind.Equals))
            throw lexer.Unexpected("'='");
        if (option == "search")
        {
            Query = Query with { Search = SearchParser.Parse(lexer, lexer.Current.End) };
            return;
        }

        lexer.Advance();
        if (option == "apply")
            throw FeedErrors.Unsupported(lexer.Where, position, "$apply within $expand", "aggregate the set itself");
        Set(option, lexer);
    }

    void Set(string option, Lexer lexer) => Query = option switch
    {
        "filter" => Query with { Filter = ExpressionParser.Parse(lexer) },
        "orderby" => Query with { OrderBy = OptionItems.OrderBy(lexer) },
        "compute" => Query with { Compute = OptionItems.Compute(lexer) },
        "select" => Query with { Select = SelectParser.Select(lexer) },
        "expand" => Query with { Expand = SelectParser.Expand(lexer) },
        "top" => Query with { Top = Number(lexer) },
        "skip" => Query with { Skip = Number(lexer) },
        "count" => Query with { Count = Flag(lexer) },
        "levels" => Query with { Levels = Levels(lexer) },
        _ => throw new InvalidOperationException($"No way to read {option}."),
    };

    /// <summary>An empty <c>$select</c> or <c>$expand</c> asks for nothing special (OData ABNF has none, clients send it).</summary>
    void SetEmpty(string option) => Query = option == "select" ? Query with { Select = [] } : Query with { Expand = [] };

    void SetText(string option, string value) => Query = option switch
    {
        "skiptoken" => Query with { SkipToken = value },
        "deltatoken" => Query with { DeltaToken = value },
        "format" => Query with { Format = value },
        "id" => Query with { Id = value },
        "schemaversion" => Query with { SchemaVersion = value },
        "index" => Query with { Index = long.TryParse(value, out var index) ? index : throw FeedErrors.BadOptionValue("$index", 0, value, "a whole number") },
        _ => throw new InvalidOperationException($"No way to read {option}."),
    };

    string Take(string name)
    {
        var option = Canonical(name);
        return _given.Add(option) ? option : throw FeedErrors.DuplicateOption(where.Length == 0 ? "$" + option : $"${option} within {where}");
    }

    static string Canonical(string name) => (name.StartsWith('$') ? name[1..] : name).ToLowerInvariant();

    static string Behind(string option) => option switch
    {
        "filter" => "an operator or the end",
        "orderby" => "an operator, 'asc', 'desc', ',' or the end",
        "compute" or "select" or "expand" => "',' or the end",
        _ => "the end",
    };

    static long Number(Lexer lexer)
    {
        var token = lexer.Current;
        return lexer.Is(TokenKind.Integer) && LiteralParser.TryParse(lexer) is { Value: long and >= 0 and var number }
            ? number
            : throw FeedErrors.BadOptionValue(lexer.Where, token.Start, lexer.Text.AsSpan(token.Start, token.End - token.Start), "a whole number from 0 to 9223372036854775807");
    }

    static bool Flag(Lexer lexer)
    {
        if (lexer.TryTakeWord("true"))
            return true;
        return lexer.TryTakeWord("false") ? false : throw FeedErrors.BadOptionValue(lexer.Where, lexer.Current.Start, lexer.CurrentText, "true or false");
    }

    static string Levels(Lexer lexer)
    {
        if (lexer.Current.Kind != TokenKind.Integer && !lexer.IsWord("max"))
            throw FeedErrors.BadOptionValue(lexer.Where, lexer.Current.Start, lexer.CurrentText, "a whole number or max");
        var levels = lexer.CurrentText.ToString();
        lexer.Advance();
        return levels;
    }
}
