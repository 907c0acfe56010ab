namespace ODataFeed.Query.Syntax;

/// <summary>
/// The query part of a URL. As OData 4.01 part 2 §2.1 demands, it is split at <c>&amp;</c>, and each option at its first <c>=</c>,
/// before anything is percent-decoded, once.
/// </summary>
static class QueryParser
{
    /// <param name="queryString">As sent: still percent-encoded, without the question mark.</param>
    /// <param name="limits">How large it may get; the defaults if null.</param>
    /// <exception cref="FeedException">400 for whatever the grammar does not allow, 501 for the little we know of and never do.</exception>
    public static QuerySyntax Parse(string queryString, SyntaxLimits? limits = null)
    {
        var budget = new SyntaxBudget(limits ?? SyntaxLimits.Default);
        var options = new OptionSet();
        foreach (var range in queryString.AsSpan().Split('&'))
        {
            var option = queryString.AsSpan(range);
            if (!option.IsEmpty)
                ParseOption(option, options, budget);
        }

        return options.Query;
    }

    static void ParseOption(ReadOnlySpan<char> raw, OptionSet options, SyntaxBudget budget)
    {
        var equals = raw.IndexOf('=');
        var name = UrlText.Decode(equals < 0 ? raw : raw[..equals], true, "the name of a query option");
        var value = equals < 0 ? default : raw[(equals + 1)..];
        if (QueryOptions.TryFind(name, out var option) && QueryOptions.OfRequest.HasFlag(option))
            ParseSystemOption(option, value, options, budget);
        else if (name.StartsWith('$'))
            throw QueryOptions.Unknown(name, QueryOptions.OfRequest);
        else if (name.StartsWith('@'))
            ParseAlias(name, value, options, budget);
        else
            options.AddCustom(name, UrlText.Decode(value, true, $"the query option {FeedErrors.Excerpt(name)}"));
    }

    static void ParseSystemOption(QueryOption option, ReadOnlySpan<char> raw, OptionSet options, SyntaxBudget budget)
    {
        options.Claim(option);
        var name = QueryOptions.Name(option);
        var isOpaque = QueryOptions.Opaque.HasFlag(option);
        var value = UrlText.Decode(raw, !isOpaque, name);
        if (string.IsNullOrWhiteSpace(value))
        {
            options.Query = WithoutValue(options.Query, option);
            return;
        }

        if (isOpaque)
        {
            options.Query = WithOpaque(options.Query, option, value);
            return;
        }

        var lexer = new Lexer(value, name, budget);
        options.Query = OptionValueParser.Parse(lexer, option, options.Query, nested: false);
        ExpectEnd(lexer, Continuation(option));
    }

    /// <summary>Clients send empty lists where nothing special is wanted, though the ABNF has none; other options need a value.</summary>
    static QuerySyntax WithoutValue(QuerySyntax query, QueryOption option) => option switch
    {
        QueryOption.Select => query with { Select = [] },
        QueryOption.Expand => query with { Expand = [] },
        _ => throw FeedErrors.MissingValue(QueryOptions.Name(option)),
    };

    static QuerySyntax WithOpaque(QuerySyntax query, QueryOption option, string value) => option switch
    {
        QueryOption.SkipToken => query with { SkipToken = value },
        QueryOption.DeltaToken => query with { DeltaToken = value },
        QueryOption.Format => query with { Format = value },
        QueryOption.Id => query with { Id = value },
        _ => query with { SchemaVersion = value },
    };

    static void ParseAlias(string name, ReadOnlySpan<char> raw, OptionSet options, SyntaxBudget budget)
    {
        if (name.Length == 1 || Identifier.End(name, 1) != name.Length)
            throw FeedErrors.Unexpected("the name of a parameter alias", 0, name, "'@' and an identifier");
        var value = UrlText.Decode(raw, true, name);
        if (string.IsNullOrWhiteSpace(value))
            throw FeedErrors.MissingValue(name);
        var lexer = new Lexer(value, FeedErrors.Excerpt(name), budget);
        lexer.Advance();
        options.AddAlias(name, ExpressionParser.ParseAliasValue(lexer));
        ExpectEnd(lexer, "an operator or the end");
    }

    static void ExpectEnd(Lexer lexer, string expected)
    {
        if (!lexer.Is(TokenKind.End))
            throw lexer.Unexpected(expected);
    }

    /// <summary>What may follow a complete value of the option.</summary>
    static string Continuation(QueryOption option) => option switch
    {
        QueryOption.Filter => "an operator (eq, gt, and, …) or the end",
        QueryOption.OrderBy => "an operator, asc, desc, ',' or the end",
        QueryOption.Select or QueryOption.Expand or QueryOption.Compute => "',' or the end",
        QueryOption.Apply => "'/' or the end",
        _ => "the end",
    };
}
