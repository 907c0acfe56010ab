namespace ODataFeed.Query.Syntax;

/// <summary>Parses the query part of a URL. It is split at ampersands before anything is decoded (OData part 2 §2).</summary>
static class QueryParser
{
    /// <param name="query">As received: percent-encoded, without question mark.</param>
    /// <exception cref="FeedException">The query is not well-formed, or names an option that does not exist.</exception>
    public static QuerySyntax Parse(string query, SyntaxLimits? limits = null)
    {
        var budget = new SyntaxBudget(limits ?? SyntaxLimits.Default);
        var options = new QueryOptions();
        var aliases = new Dictionary<string, ExpressionSyntax>(StringComparer.Ordinal);
        var custom = new List<KeyValuePair<string, string>>();
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = part.IndexOf('=', StringComparison.Ordinal);
            var name = PercentEncoding.Decode(end < 0 ? part : part[..end], "a query option's name", plusIsBlank: true);
            var value = end < 0 ? "" : PercentEncoding.Decode(part[(end + 1)..], name, plusIsBlank: true);
            if (name.StartsWith('@'))
                AddAlias(aliases, name, value, budget);
            else if (QueryOptions.IsSystem(name))
                options.Read(name, value, budget);
            else if (name.StartsWith('$'))
                throw FeedErrors.UnknownOption(name, $"legal: {string.Join(", ", QueryOptions.Names)}, parameter aliases (@name) and custom options (without $)");
            else
                custom.Add(new(name, value));
        }

        return options.Query with { Aliases = aliases, Custom = custom };
    }

    static void AddAlias(Dictionary<string, ExpressionSyntax> aliases, string name, string value, SyntaxBudget budget)
    {
        if (Identifier.End(name, 1) != name.Length || name.Length == 1)
            throw FeedErrors.UnknownOption(name, "a parameter alias is an at sign and a name");
        if (!aliases.TryAdd(name, AliasValue(name, value, budget)))
            throw FeedErrors.DuplicateAlias(name);
    }

    /// <summary>An expression, or a list in parentheses as <c>in</c> takes it.</summary>
    static ExpressionSyntax AliasValue(string name, string value, SyntaxBudget budget) =>
        string.IsNullOrWhiteSpace(value) ? throw FeedErrors.MissingValue(name) : ExpressionParser.ParseAllOrList(value, name, budget);
}
